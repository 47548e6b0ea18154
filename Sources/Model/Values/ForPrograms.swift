/// How a value is encoded for other programs to read (`--json`): times as RFC 3339 has them, durations in
/// seconds and severities by name.
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
