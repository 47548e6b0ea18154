import Foundation

/// A time zone by its IANA name: the one place that asks Foundation how local time and instants go together.
package struct Zone: Hashable, Sendable, CustomStringConvertible {
  private let timeZone: TimeZone

  /// The zone of an IANA name, such as `Europe/Tallinn`; nil where the system knows none.
  package init?(_ name: some StringProtocol) {
    // Foundation also takes abbreviations such as `EST`, which are ambiguous, and offsets such as `GMT+3`.
    guard name == "UTC" || name.contains("/"), let timeZone = TimeZone(identifier: String(name)) else { return nil }
    self.timeZone = timeZone
  }

  private init(_ timeZone: TimeZone) {
    self.timeZone = timeZone
  }

  package static let utc = Zone(.gmt)
  /// The system's zone.
  package static let system = Zone(.current)

  package var description: String { timeZone == .gmt ? "UTC" : timeZone.identifier }

  /// How far local time is ahead of UTC at an instant.
  package func offset(at instant: Instant) -> Duration {
    .seconds(timeZone.secondsFromGMT(for: Date(timeIntervalSince1970: instant.seconds)))
  }

  /// What clocks in the zone show at an instant.
  package func local(_ instant: Instant) -> LocalTime {
    LocalTime(nanoseconds: (instant + offset(at: instant)).nanoseconds)
  }

  /// The first instant at which clocks in the zone show a local time.
  ///
  /// A time that daylight saving repeats is its first occurrence; one that it skips is the moment of the change, which is the next valid minute.
  package func instant(_ local: LocalTime) -> Instant {
    let asUTC = Instant(nanoseconds: local.nanoseconds)
    // No zone changes its offset twice within two days, so the offset is one of these two.
    let early = asUTC - offset(at: asUTC - .days(1))
    let late = asUTC - offset(at: asUTC + .days(1))
    for candidate in [min(early, late), max(early, late)] where self.local(candidate) == local { return candidate }
    return change(after: min(early, late), before: max(early, late))
  }

  /// The moment, to the second, when the offset changes between two instants.
  private func change(after early: Instant, before late: Instant) -> Instant {
    var (low, high) = (early.nanoseconds / 1_000_000_000, late.nanoseconds / 1_000_000_000)
    let offsetBefore = offset(at: early)
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if offset(at: .epoch + .seconds(middle)) == offsetBefore { low = middle } else { high = middle }
    }
    return .epoch + .seconds(high)
  }
}
