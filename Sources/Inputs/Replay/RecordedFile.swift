internal import Foundation
internal import Glibc
package import Model

/// A log that is read once, from its beginning to its end, compressed or not: for `fleepd replay`.
package struct RecordedFile: Sendable {
  package let path: String
  /// What its lines are said to come from: the path, unless it is a copy of something else.
  let origin: String
  /// When it was last written: the moment that a time without a year is near to.
  package let modified: Instant
  /// As it lies on the disk, compressed or not.
  package let size: Int
  let compression: Compression?

  private static let beginning = (bytes: 64 << 10, lines: 100)

  /// Looks at how the file begins to tell whether, and how, it is compressed; throws where it cannot be read.
  package init(path: String, origin: String? = nil) throws(RecordedFileError) {
    // A FIFO must not hold up the opening.
    let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw RecordedFileError(path: path, errno) }
    defer { close(descriptor) }
    var status = stat()
    fstat(descriptor, &status)
    // It is read several times: at its beginning for what it is and when, and then as a whole.
    guard status.isRegularFile else { throw RecordedFileError(path: path, reason: "it is no regular file") }
    var start = [UInt8](repeating: 0, count: Compression.beginning)
    let count = Glibc.read(descriptor, &start, start.count)
    guard count >= 0 else { throw RecordedFileError(path: path, errno) }
    self.path = path
    self.origin = origin ?? path
    modified = status.modified
    size = Int(status.st_size)
    compression = Compression(magic: start.prefix(count))
  }

  /// Its first lines, for finding out what its lines look like; the last of them may be cut.
  package func firstLines() throws(RecordedFileError) -> [String] {
    let content = try RecordedContent(self)
    var start: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 4096)
    while start.count < Self.beginning.bytes {
      let count = Glibc.read(content.descriptor, &piece, piece.count)
      if count <= 0 { break }
      start += piece.prefix(count)
    }
    // What can be read of a damaged file is worth a replay.
    if start.isEmpty { try content.end() }
    return start.split { $0 == 0x0A || $0 == 0x0D }.prefix(Self.beginning.lines).map {
      String(decoding: $0, as: UTF8.self)
    }
  }
}

/// Why a recorded file could not be read to its end; what was handed over before that stands.
package struct RecordedFileError: Error, Equatable, CustomStringConvertible {
  package let path: String
  package let reason: String

  init(path: String, reason: String) {
    self.path = path
    self.reason = reason
  }

  init(path: String, _ number: Int32) {
    self.init(path: path, reason: String(cString: strerror(number)))
  }

  package var description: String { "\(path): \(reason)" }
}
