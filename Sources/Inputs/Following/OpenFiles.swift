internal import Glibc
internal import SystemPackage

/// The descriptors of followed files: never more than allowed, so that an idle file gives its own up for a busy one.
///
/// A class without locks: the reading thread owns it.
final class OpenFiles {
  private let limit: Int
  private var open: [FollowedFile] = []

  /// Nil: half of the descriptors that the process may have.
  init(limit: Int?) {
    var allowed = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &allowed)
    self.limit = max(1, limit ?? Int(min(allowed.rlim_cur, 1 << 20)) / 2)
  }

  /// Closes all of them.
  func closeAll() {
    for file in open { close(file) }
  }

  /// Opens a file that is closed, by its name; false where that stands for another file by now.
  func open(_ file: FollowedFile) throws(Errno) -> Bool {
    if file.descriptor != nil { return true }
    if open.count >= limit { closeOldest() }
    let descriptor = try OpenFiles.open(file.path)
    guard FileID.status(of: descriptor).map(FileID.init) == file.id else {
      try? descriptor.close()
      return false
    }
    file.descriptor = descriptor
    open.append(file)
    file.target = FileID.name(of: descriptor).flatMap { $0 == file.path ? nil : $0 }
    return true
  }

  /// Takes over a descriptor that was opened elsewhere for a file that is closed.
  func adopt(_ descriptor: FileDescriptor, for file: FollowedFile) {
    if open.count >= limit { closeOldest() }
    file.descriptor = descriptor
    open.append(file)
  }

  /// Opens a file to read it; a FIFO or a device does not hold up the thread.
  static func open(_ path: String) throws(Errno) -> FileDescriptor {
    let number = Glibc.open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard number >= 0 else { throw Errno(rawValue: errno) }
    return FileDescriptor(rawValue: number)
  }

  func close(_ file: FollowedFile) {
    guard let descriptor = file.descriptor else { return }
    // Nothing is written, so closing loses nothing whatever it answers.
    try? descriptor.close()
    file.descriptor = nil
    open.removeAll { $0 === file }
  }

  /// Closes the file that has been open for longest; one that has left its name could not be opened again and stays open.
  private func closeOldest() {
    // The order is that of opening, which is near enough to that of use and costs no search.
    guard let oldest = open.firstIndex(where: { !$0.isInTurn && $0.departed == nil }) else { return }
    try? open[oldest].descriptor?.close()
    open[oldest].descriptor = nil
    open.remove(at: oldest)
  }
}
