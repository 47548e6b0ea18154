import Glibc

/// How large a file is.
enum FileSize {
  /// The bytes of a file; 0 where there is none.
  static func bytes(_ path: String) -> Int {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : 0
  }
}
