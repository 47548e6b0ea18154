import Foundation
import Glibc

/// A folder of one test's own, removed with the value.
final class TemporaryFolder: Sendable {
  let path: String

  /// Whether others than its owner may look into it is for `isPublic` to say.
  init(isPublic: Bool = false) {
    var template = Array("/tmp/fleepd-inputs-XXXXXX".utf8CString)
    path = template.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) } ?? "/nonexistent"
    }
    if isPublic { setMode(0o755, of: "") }
  }

  deinit {
    remove("")
  }

  func path(_ name: String) -> String { name.isEmpty ? path : "\(path)/\(name)" }

  /// Appends to a file, which is made where it is not there, or waited for.
  func append(_ text: String, to name: String, makesFile: Bool = true) {
    write(Array(text.utf8), to: name, flags: O_APPEND | (makesFile ? O_CREAT : 0), waits: !makesFile)
  }

  /// Replaces what a file holds, in place.
  func overwrite(_ text: String, in name: String) {
    write(Array(text.utf8), to: name, flags: O_TRUNC | O_CREAT)
  }

  func write(_ bytes: [UInt8], to name: String, flags: Int32 = O_APPEND | O_CREAT, waits: Bool = false) {
    var descriptor = open(path(name), O_WRONLY | flags, 0o644)
    while waits, descriptor < 0 {
      usleep(100)
      descriptor = open(path(name), O_WRONLY | flags, 0o644)
    }
    precondition(descriptor >= 0, "cannot open \(path(name))")
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      precondition(count > 0, "cannot write \(path(name))")
      rest = rest.dropFirst(count)
    }
    close(descriptor)
  }

  func exists(_ name: String) -> Bool { access(path(name), F_OK) == 0 }
  func makeFolder(_ name: String) { mkdir(path(name), 0o755) }
  func move(_ name: String, to other: String) { rename(path(name), path(other)) }
  func link(_ name: String, to target: String) { symlink(target, path(name)) }
  func hardLink(_ name: String, to other: String) { Glibc.link(path(name), path(other)) }
  func cutOff(_ name: String, to size: Int = 0) { truncate(path(name), off_t(size)) }

  func setMode(_ mode: mode_t, of name: String) { chmod(path(name), mode) }

  func bytes(of name: String) -> [UInt8] { bytes(ofAbsolute: path(name)) }

  func bytes(ofAbsolute path: String) -> [UInt8] {
    let descriptor = open(path, O_RDONLY)
    defer { close(descriptor) }
    var all: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = read(descriptor, &buffer, buffer.count), count > 0 { all += buffer[..<count] }
    return all
  }

  /// Removes a file, or a folder and all in it.
  func remove(_ name: String) {
    try? FileManager.default.removeItem(atPath: path(name))
  }
}
