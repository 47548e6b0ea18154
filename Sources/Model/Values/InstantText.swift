import FoundationEssentials

extension Instant {
  /// A moment as `2026-11-23T09:00:00Z`, in UTC or with an offset; nil where the text is none.
  package init?(iso8601 text: String) {
    guard let date = try? Date(text, strategy: .iso8601) else { return nil }
    self.init(seconds: date.timeIntervalSince1970)
  }

  /// In UTC, to the millisecond, as RFC 3339 has it: `2026-11-23T09:00:00.250Z`.
  var rfc3339: String {
    let local = Zone.utc.local(self)
    let clock = [local.hour, local.minute, local.secondOfDay % 60].map { String($0).zeroPadded(to: 2) }
    let rest = milliseconds % 1000
    let fraction = String(rest < 0 ? rest + 1000 : rest).zeroPadded(to: 3)
    return "\(local.date)T\(clock.joined(separator: ":")).\(fraction)Z"
  }
}
