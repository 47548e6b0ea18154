import Glibc

/// How large a file is.
enum FileSize {
  /// The bytes of a regular file; nil where there is none that can be read.
  static func bytes(_ path: String) -> Int? {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG, access(path, R_OK) == 0 else { return nil }
    return Int(status.st_size)
  }
}
