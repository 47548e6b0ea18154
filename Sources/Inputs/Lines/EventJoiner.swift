internal import Glibc
internal import Model
internal import Patterns

/// Joins lines to events (`multiline:` of a source): one thread's.
///
/// It keeps no line: the bytes of an event whose end has not come stay with the reader, in front of what is read next. So a place in a file
/// is always the start of an event, and a restart in the middle of one loses nothing.
final class EventJoiner {
  let timeout: Duration
  private let start: Pattern?
  private let continuation: Pattern?
  private let end: Pattern?
  private let maxLines: Int
  private let matcher = PatternMatcher()

  init(_ multiline: Multiline) throws(PatternError) {
    timeout = multiline.timeout
    start = try multiline.start.map { text throws(PatternError) in try Pattern(text) }
    continuation = try multiline.continuation.map { text throws(PatternError) in try Pattern(text) }
    end = try multiline.end.map { text throws(PatternError) in try Pattern(text) }
    maxLines = max(1, multiline.maxLines)
  }

  /// Hands over the events that are complete in a block of whole lines; gives where the open one begins, at most at the block's end.
  ///
  /// An event is closed before it would be longer than `limit`.
  func join(_ lines: UnsafeRawBufferPointer, limit: Int, take: (Range<Int>) -> Void) -> Int {
    var open: Int?
    var count = 0
    var place = 0

    func close(at end: Int) {
      if let start = open, start < end { take(start..<end) }
      (open, count) = (nil, 0)
    }

    Recognizer.eachLine(of: lines) { line in
      let text = UnsafeRawBufferPointer(rebasing: lines[line])
      let next = EventJoiner.afterLineFeed(of: lines, line: line)
      defer { place = next }
      let isStart = matches(start, text)
      let isTooLong = open.map { next - $0 > limit } ?? false
      if isStart || isTooLong || !belongs(text) { close(at: place) }
      if open == nil {
        // Before the first start a line stands alone.
        guard start == nil || isStart else { return take(place..<next) }
        open = place
      }
      count += 1
      if count >= maxLines || matches(end, text) { close(at: next) }
    }
    return open ?? lines.count
  }

  /// Whether a line may go on with an event that is open.
  private func belongs(_ line: UnsafeRawBufferPointer) -> Bool {
    continuation == nil || matches(continuation, line)
  }

  private func matches(_ pattern: Pattern?, _ line: UnsafeRawBufferPointer) -> Bool {
    pattern.map { matcher.matches($0, in: line) } ?? false
  }

  private static func afterLineFeed(of lines: UnsafeRawBufferPointer, line: Range<Int>) -> Int {
    var place = line.upperBound
    if place < lines.count, lines[place] == 0x0D { place += 1 }
    return min(place + 1, lines.count)
  }
}
