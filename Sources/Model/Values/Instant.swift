/// A point in time: nanoseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
///
/// Pure code takes an instant as `now` and never reads a clock.
package struct Instant: Hashable, Comparable, Sendable, Codable, InstantProtocol {
  /// Nanoseconds since the epoch; enough for the years 1678 to 2262.
  package var nanoseconds: Int64

  package init(nanoseconds: Int64) {
    self.nanoseconds = nanoseconds
  }

  /// The instant that lies `seconds` after the epoch.
  package init(seconds: Double) {
    nanoseconds = Int64(seconds * 1e9)
  }

  /// The instant that lies `milliseconds` after the epoch.
  package init(milliseconds: Int64) {
    nanoseconds = milliseconds * 1_000_000
  }

  package static let epoch = Instant(nanoseconds: 0)
  package static let distantPast = Instant(nanoseconds: .min)
  package static let distantFuture = Instant(nanoseconds: .max)

  /// Seconds since the epoch.
  package var seconds: Double { Double(nanoseconds) / 1e9 }

  /// Whole milliseconds since the epoch, rounded down.
  package var milliseconds: Int64 { nanoseconds >= 0 ? nanoseconds / 1_000_000 : (nanoseconds - 999_999) / 1_000_000 }

  package static func < (left: Instant, right: Instant) -> Bool { left.nanoseconds < right.nanoseconds }

  /// The instant `duration` later; sums beyond the range stay at its ends.
  package func advanced(by duration: Duration) -> Instant {
    let (sum, overflow) = nanoseconds.addingReportingOverflow(duration.nanoseconds)
    return overflow ? (duration > .zero ? .distantFuture : .distantPast) : Instant(nanoseconds: sum)
  }

  package func duration(to other: Instant) -> Duration {
    let (difference, overflow) = other.nanoseconds.subtractingReportingOverflow(nanoseconds)
    return .nanoseconds(overflow ? (other > self ? .max : .min) : difference)
  }

  package static func + (instant: Instant, duration: Duration) -> Instant { instant.advanced(by: duration) }
  package static func - (instant: Instant, duration: Duration) -> Instant { instant.advanced(by: .zero - duration) }
  package static func - (later: Instant, earlier: Instant) -> Duration { earlier.duration(to: later) }

  package init(from decoder: any Decoder) throws {
    nanoseconds = try decoder.singleValueContainer().decode(Int64.self)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if encoder.isForPrograms { try container.encode(rfc3339) } else { try container.encode(nanoseconds) }
  }
}

extension Duration {
  /// Whole nanoseconds; durations of more than 292 years stay at the ends of the range.
  package var nanoseconds: Int64 {
    let (seconds, attoseconds) = components
    let (scaled, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    guard !overflow else { return seconds < 0 ? .min : .max }
    let (sum, carried) = scaled.addingReportingOverflow(attoseconds / 1_000_000_000)
    return carried ? (seconds < 0 ? .min : .max) : sum
  }

  /// Seconds with their fraction.
  package var inSeconds: Double {
    let (seconds, attoseconds) = components
    return Double(seconds) + Double(attoseconds) * 1e-18
  }

  package static func minutes(_ count: Int) -> Duration { .seconds(count * 60) }
  package static func hours(_ count: Int) -> Duration { .seconds(count * 3600) }
  package static func days(_ count: Int) -> Duration { .seconds(count * 86_400) }
}
