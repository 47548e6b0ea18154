import FoundationEssentials

extension Instant {
  /// A moment as `2026-11-23T09:00:00Z` or `2026-11-23T09:00:00.250+02:00`, to the nanosecond; nil where the text is none.
  package init?(rfc3339 text: String) {
    var whole = text
    var nanoseconds: Int64 = 0
    if let dot = text.firstIndex(of: ".") {
      let digits = text[text.index(after: dot)...].prefix { ("0"..."9").contains($0) }
      guard !digits.isEmpty else { return nil }
      for place in 0..<9 {
        nanoseconds = nanoseconds * 10 + Int64(digits.dropFirst(place).first?.wholeNumberValue ?? 0)
      }
      whole.removeSubrange(dot..<digits.endIndex)
    }
    guard let date = try? Date(whole, strategy: .iso8601) else { return nil }
    // A year that is too far away for an instant is its end: sums stay within the range.
    self = .epoch + .seconds(Int64(date.timeIntervalSince1970)) + .nanoseconds(nanoseconds)
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
