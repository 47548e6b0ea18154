import Foundation

/// A folder of its own that is removed after use.
struct TemporaryFolder {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "fleepd-\(UUID().uuidString)"
    try FileManager.default.createDirectory(
      atPath: path,
      withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700]
    )
  }

  func remove() {
    try? FileManager.default.removeItem(atPath: path)
  }
}
