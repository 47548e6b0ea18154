import FoundationEssentials
import Glibc

/// Keeps a second daemon out of a state directory: an flock(2) on a file of its own, which the kernel lifts when the
/// process ends, however it ends.
///
/// Not on the database itself: closing any descriptor of that file would drop SQLite's own locks.
final class DirectoryLock: Sendable {
  private let descriptor: Int32

  /// Takes the directory, creating it where there is none.
  init(directory: String) throws(LedgerError) {
    try? FileManager.default.createDirectory(
      atPath: directory,
      withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700]
    )
    let path = "\(directory)/fleepd.lock"
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      let code = errno
      let detail = String(cString: strerror(code))
      throw LedgerError(code == ENOSPC || code == EDQUOT ? .full : .readOnly, path: directory, detail: detail)
    }
    guard DirectoryLock.take(descriptor) else {
      let holder = DirectoryLock.process(in: descriptor)
      close(descriptor)
      throw LedgerError(.inUse(process: holder), path: directory, detail: "fleepd.lock is held")
    }
    // For the message above; the lock holds without it, even where the disk has no room for these bytes.
    let text = "\(getpid())\n"
    ftruncate(descriptor, 0)
    _ = pwrite(descriptor, text, text.utf8.count, 0)
  }

  deinit {
    close(descriptor)
  }

  /// Tries for two seconds: a command that a daemon was just starting when it ended holds a copy of the lock until it becomes its program.
  private static func take(_ descriptor: Int32) -> Bool {
    for attempt in 0..<200 {
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return true }
      if attempt < 199 { usleep(10_000) }
    }
    return false
  }

  private static func process(in descriptor: Int32) -> Int? {
    var bytes = [UInt8](repeating: 0, count: 20)
    let count = pread(descriptor, &bytes, bytes.count, 0)
    guard count > 0 else { return nil }
    return Int(String(decoding: bytes[..<count].prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self))
  }
}
