import Model

/// Which alert: the rule and, within it, the values that make an alert of its own.
struct AlertID: Hashable, Comparable, Sendable, Codable {
  var rule: RuleName
  var key: String

  static func < (left: AlertID, right: AlertID) -> Bool { (left.rule, left.key) < (right.rule, right.key) }
}
