import Glibc

/// A file read whole, with what its inode says.
struct FileContents {
  /// Why a file cannot be had, in words.
  struct Failure: Error {
    let reason: String
  }

  /// No configuration is longer; a device or a log named by mistake is not read to its end.
  static let limit = 16 << 20

  let bytes: [UInt8]
  let permissions: mode_t

  init(path: String) throws(Failure) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw Failure(reason: String(cString: strerror(errno))) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw Failure(reason: String(cString: strerror(errno))) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw Failure(reason: "not a regular file") }
    permissions = status.st_mode & 0o7777
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(descriptor, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw Failure(reason: String(cString: strerror(errno))) }
      guard count > 0 else { break }
      bytes += chunk[..<count]
      guard bytes.count <= FileContents.limit else { throw Failure(reason: "larger than 16 MiB") }
    }
    self.bytes = bytes
  }

  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// The folder that relative paths of the command line start from.
  static var workingDirectory: String {
    guard let path = getcwd(nil, 0) else { return "." }
    defer { free(path) }
    return String(cString: path)
  }
}
