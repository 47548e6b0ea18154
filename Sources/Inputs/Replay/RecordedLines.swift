internal import Glibc
package import Model

/// The lines of a recorded file, recognised piece by piece.
///
/// A class without locks: the reading thread owns it.
package final class RecordedLines {
  private static let turn = 256 << 10

  private let content: RecordedContent
  private let lines: SourceLines
  private let stream: StreamSource
  private let buffer: ReadBuffer
  private let meter: ReplayMeter
  private var metered = ReplayProgress()

  /// Opens the file to be read as lines of a source; the meter is told of each piece.
  package init(_ file: RecordedFile, as rules: SourceRules, meter: ReplayMeter) throws(RecordedFileError) {
    self.meter = meter
    let modified = file.modified
    content = try RecordedContent(file)
    lines = SourceLines(rules, now: { modified })
    stream = StreamSource(lines, descriptor: content.descriptor, origin: file.origin)
    buffer = ReadBuffer(capacity: RecordedLines.turn + 2 * rules.source.maxLineLength.bytes)
  }

  /// How much of the text was read.
  var bytes: Int { lines.counts.bytes }

  /// The events of the next piece, in the order of the file, of which there may be none; nil at the end.
  package func next() throws(RecordedFileError) -> [LineEvent]? {
    guard !stream.hasEnded else { return nil }
    var batch = PendingBatch()
    stream.read(RecordedLines.turn, with: buffer, into: &batch)
    let progress = ReplayProgress(lines: lines.counts.lines, bytes: bytes, place: content.place)
    meter.advance(from: metered, to: progress)
    metered = progress
    if stream.hasEnded { try content.end() }
    return batch.batch.events
  }
}
