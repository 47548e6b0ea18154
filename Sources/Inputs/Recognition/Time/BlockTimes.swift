internal import CLinux
internal import Glibc
internal import Model
internal import Patterns

/// The event times of lines in one block.
///
/// Only those that are asked for are read.
struct BlockTimes {
  private let block: UnsafeRawBufferPointer
  private let rules: SourceRules
  private let matcher: PatternMatcher
  private let arrival: Instant
  /// Up to where times are settled, and the last time before that.
  private var settled: Int
  private var last: Instant?

  /// Lines without a time, such as those of a stack trace, that are passed over in search of one that has it.
  private static let reach = 1_000

  init(_ block: UnsafeRawBufferPointer, rules: SourceRules, matcher: PatternMatcher, arrival: Instant, before: Instant?)
  {
    self.block = block
    self.rules = rules
    self.matcher = matcher
    self.arrival = arrival
    settled = 0
    last = before
  }

  /// The time of a line whose fields are known; one that has none gets the time of the line before it.
  mutating func time(of line: Range<Int>, fields: [String: String]) -> Instant {
    guard let clock = rules.clock else { return arrival }
    let bytes = UnsafeRawBufferPointer(rebasing: block[line])
    if let time = clock.time(of: bytes, fields: { fields }, now: arrival) {
      last = time
    } else {
      settle(before: line.lowerBound)
    }
    settled = line.upperBound
    return last ?? arrival
  }

  /// The time of the block's last line; nil where times are those of arrival.
  mutating func atEnd() -> Instant? {
    guard rules.clock != nil else { return nil }
    settle(before: block.count)
    return last
  }

  /// Looks back from `end` for the nearest line that has a time, no further than to where times are settled.
  private mutating func settle(before end: Int) {
    guard let clock = rules.clock, let base = block.baseAddress else { return }
    defer { settled = max(settled, end) }
    var end = end
    for _ in 0..<BlockTimes.reach where end > settled {
      if block[end - 1] == 0x0A { end -= 1 }
      let feed = fleepd_memrchr(base + settled, 0x0A, end - settled)
      let start = feed.map { $0 - base + 1 } ?? settled
      let line = UnsafeRawBufferPointer(rebasing: block[start..<end])
      if let time = clock.time(of: line, fields: { rules.parser?.fields(of: line, with: matcher) ?? [:] }, now: arrival)
      {
        last = time
        return
      }
      end = start
    }
  }
}
