/// One condition on labels, as Alertmanager has it: `name="value"`, `!=`, `=~`, `!~`.
///
/// An absent label is an empty value.
package struct Matcher: Hashable, Sendable, Codable, CustomStringConvertible {
  package enum Operator: String, Hashable, Sendable, Codable {
    case equal = "="
    case notEqual = "!="
    case matches = "=~"
    case matchesNot = "!~"
  }

  package let name: String
  package let comparison: Operator
  package let value: String

  package init(name: String, comparison: Operator, value: String) {
    self.name = name
    self.comparison = comparison
    self.value = value
  }

  package var description: String { "\(name)\(comparison.rawValue)\"\(value)\"" }
}
