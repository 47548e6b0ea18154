internal import Glibc
internal import SystemPackage

/// The descriptors of followed files: about as many as are allowed, so that an idle file gives its own up for a busy one.
///
/// A class without locks: the reading thread owns it.
final class OpenFiles {
  private let limit: Int
  private var open: [FollowedFile] = []
  /// Which of them is asked next to give its descriptor up: one after the other, which is near enough to the order of their use and costs no search.
  private var next = 0

  /// So many are asked at most: thousands may have to be read to their end first.
  private static let asked = 64

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
    makeRoom()
    let descriptor = try OpenFiles.open(file.path)
    guard FileID.status(of: descriptor).map(FileID.init) == file.id else {
      try? descriptor.close()
      return false
    }
    keep(descriptor, for: file)
    file.target = FileID.name(of: descriptor).flatMap { $0 == file.path ? nil : $0 }
    return true
  }

  /// Takes over a descriptor that was opened elsewhere for a file that is closed.
  func adopt(_ descriptor: FileDescriptor, for file: FollowedFile) {
    makeRoom()
    keep(descriptor, for: file)
  }

  private func keep(_ descriptor: FileDescriptor, for file: FollowedFile) {
    file.descriptor = descriptor
    file.openPlace = open.count
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
    // The last one takes its place.
    let last = open.removeLast()
    if last !== file {
      open[file.openPlace] = last
      last.openPlace = file.openPlace
    }
  }

  /// Closes a file where there are as many as may be; one that has left its name before it was read to its end only where there is no other,
  /// since it has to be found again.
  private func makeRoom() {
    guard open.count >= limit else { return }
    if !closeOne(where: \.isDispensable) { _ = closeOne { !$0.isInTurn && !$0.isRemoved } }
  }

  private func closeOne(where isRight: (FollowedFile) -> Bool) -> Bool {
    for _ in 0..<min(open.count, OpenFiles.asked) {
      let file = open[next % open.count]
      next = next % open.count + 1
      if isRight(file) {
        close(file)
        return true
      }
    }
    return false
  }
}
