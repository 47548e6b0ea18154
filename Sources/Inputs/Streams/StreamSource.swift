internal import Glibc
internal import Model

/// A source that is one stream of bytes: standard input, a pipe.
///
/// It has no places: what was read is gone from it.
///
/// A class without locks: the reading thread owns it.
final class StreamSource {
  let lines: SourceLines
  let origin: String
  /// For poll(2); -1 once the stream has ended.
  private(set) var descriptor: Int32
  private var half: [UInt8]
  private var splitter: LineSplitter
  private var lineBefore: Instant?
  /// When an event whose end has not come is taken as it is.
  private(set) var eventDeadline: ContinuousClock.Instant?

  /// `half` is what an earlier reader of the same stream had read of a line.
  init(_ lines: SourceLines, descriptor: Int32, origin: String, half: [UInt8] = []) {
    self.lines = lines
    self.descriptor = descriptor
    self.origin = origin
    self.half = half
    splitter = lines.splitter(forTextBeginningWith: half)
  }

  var hasEnded: Bool { descriptor < 0 }

  /// What was read of a line whose end has not come.
  var halfLine: [UInt8] { half }

  /// Reads once what poll(2) said is there.
  func read(_ turn: Int, with buffer: ReadBuffer, into batch: inout PendingBatch) {
    buffer.put(half)
    let window = UnsafeMutableRawBufferPointer(rebasing: buffer.bytes[half.count..<(half.count + turn)])
    let count = Glibc.read(descriptor, window.baseAddress, window.count)
    if count < 0, errno == EINTR || errno == EAGAIN { return }
    guard count > 0 else { return end(into: &batch) }
    let filled = UnsafeRawBufferPointer(rebasing: buffer.bytes[..<(half.count + count)])
    let done = splitter.split(filled, searched: half.count) { take($0, into: &batch) }
    half = Array(filled[done...])
    eventDeadline = lines.joiner.flatMap { half.contains(0x0A) ? ContinuousClock.now + $0.timeout : nil }
  }

  /// Hands over the lines of an open event once nothing more came in time.
  func closeEvent(at now: ContinuousClock.Instant, into batch: inout PendingBatch) {
    guard let deadline = eventDeadline, now >= deadline else { return }
    eventDeadline = nil
    guard let last = half.lastIndex(of: 0x0A) else { return }
    half[...last].withUnsafeBytes { splitter.finish($0) { take($0, into: &batch) } }
    half.removeSubrange(...last)
  }

  /// The stream has ended: what stands behind the last line feed is a line.
  private func end(into batch: inout PendingBatch) {
    descriptor = -1
    half.withUnsafeBytes { splitter.finish($0) { take($0, into: &batch) } }
    half = []
  }

  private func take(_ block: LineSplitter.Block, into batch: inout PendingBatch) {
    lines.take(block, origin: origin, lineBefore: &lineBefore, into: &batch)
  }
}
