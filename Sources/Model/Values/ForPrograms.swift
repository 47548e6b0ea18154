/// How a value is encoded for other programs to read (`--json`): times as RFC 3339 has them and severities by name.
///
/// What fleepd writes for itself is shorter, and stays as it is.
extension [CodingUserInfoKey: any Sendable] {
  /// To be an encoder's `userInfo`.
  package static var forPrograms: Self { CodingUserInfoKey.isForPrograms.map { [$0: true] } ?? [:] }
}

extension CodingUserInfoKey {
  fileprivate static let isForPrograms = CodingUserInfoKey(rawValue: "isForPrograms")
}

extension Encoder {
  var isForPrograms: Bool { CodingUserInfoKey.isForPrograms.map { userInfo[$0] != nil } ?? false }
}

extension Instant {
  /// In UTC, to the millisecond: `2026-11-23T09:00:00.250Z`.
  var rfc3339: String {
    let local = Zone.utc.local(self)
    func padded(_ number: Int, _ width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: width - digits.count) + digits
    }
    let (hour, minute, second) = (padded(local.hour, 2), padded(local.minute, 2), padded(local.secondOfDay % 60, 2))
    let fraction = padded(Int(milliseconds - local.wholeSeconds * 1000), 3)
    return "\(local.date)T\(hour):\(minute):\(second).\(fraction)Z"
  }
}

extension LocalTime {
  /// Whole seconds since the epoch, as if the local time were UTC.
  fileprivate var wholeSeconds: Int64 { Int64(date.daysSinceEpoch) * 86_400 + Int64(secondOfDay) }
}
