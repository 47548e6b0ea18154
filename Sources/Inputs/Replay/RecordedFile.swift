import Foundation
import Glibc
package import Model

/// A log that is read once, from its beginning to its end, compressed or not: for `fleepd replay`.
package struct RecordedFile {
  /// What was read so far.
  package struct Progress: Sendable {
    package var lines = 0
    /// Of the text, not of the file that holds it compressed.
    package var bytes = 0
  }

  package let path: String
  /// When it was last written: the moment that a time without a year is near to.
  package let modified: Instant
  private let compression: Compression?

  /// Looks at how the file begins to tell whether, and how, it is compressed; throws where it cannot be read.
  package init(path: String) throws(RecordedFileError) {
    let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw RecordedFileError(path: path, reason: String(cString: strerror(errno))) }
    defer { close(descriptor) }
    var start = [UInt8](repeating: 0, count: 6)
    let count = Glibc.read(descriptor, &start, start.count)
    guard count >= 0 else { throw RecordedFileError(path: path, reason: String(cString: strerror(errno))) }
    var status = stat()
    fstat(descriptor, &status)
    self.path = path
    modified = Instant(seconds: Double(status.st_mtim.tv_sec))
    compression = Compression(magic: start.prefix(count))
  }

  /// Its first line, for finding out what its lines look like; empty where it has none.
  package func firstLine() throws(RecordedFileError) -> String {
    var start: [UInt8] = []
    try open { descriptor in
      var piece = [UInt8](repeating: 0, count: 4096)
      while !start.contains(0x0A), start.count < Self.longestFirstLine {
        let count = Glibc.read(descriptor, &piece, piece.count)
        guard count > 0 else { return true }
        start += piece.prefix(count)
      }
      return false
    }
    return String(decoding: start.prefix { $0 != 0x0A && $0 != 0x0D }, as: UTF8.self)
  }

  private static let longestFirstLine = 64 << 10

  /// Reads all of it as lines of a source; hands over the events of each piece, in order.
  package func read(as rules: SourceRules, take: ([LineEvent], Progress) -> Void) throws(RecordedFileError) {
    try open { descriptor in
      read(descriptor, as: rules, take: take)
      return true
    }
  }

  /// Gives its text as a stream; `read` says whether it read to the end.
  private func open(_ read: (Int32) -> Bool) throws(RecordedFileError) {
    guard let compression else {
      let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else { throw RecordedFileError(path: path, reason: String(cString: strerror(errno))) }
      defer { close(descriptor) }
      _ = read(descriptor)
      return
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [compression.program, "-dc", "--", path]
    let (output, errors) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = errors
    do {
      try process.run()
    } catch {
      throw RecordedFileError(path: path, reason: "\(compression.program) cannot be run: \(error)")
    }
    let isWhole = read(output.fileHandleForReading.fileDescriptor)
    try? output.fileHandleForReading.close()
    process.waitUntilExit()
    // A program whose output nobody reads on ends by a signal, which is no fault of the file.
    guard isWhole, process.terminationStatus != 0 else { return }
    let said = String(decoding: errors.fileHandleForReading.availableData, as: UTF8.self)
    throw RecordedFileError(path: path, reason: said.split(separator: "\n").first.map(String.init) ?? "it is damaged")
  }

  private func read(_ descriptor: Int32, as rules: SourceRules, take: ([LineEvent], Progress) -> Void) {
    let turn = 256 << 10
    let buffer = ReadBuffer(capacity: turn + 2 * rules.source.maxLineLength.bytes)
    let lines = SourceLines(rules, now: { modified })
    let stream = StreamSource(lines, descriptor: descriptor, origin: path)
    while !stream.hasEnded {
      var batch = PendingBatch()
      stream.read(turn, with: buffer, into: &batch)
      take(batch.batch.events, Progress(lines: lines.counts.lines, bytes: lines.counts.bytes))
    }
  }
}

/// Why a recorded file could not be read to its end; what was handed over before that stands.
package struct RecordedFileError: Error, Equatable, CustomStringConvertible {
  package let path: String
  package let reason: String

  package var description: String { "\(path): \(reason)" }
}
