/// A condition over captured fields: `ms > 500`, `status == "failed" and ms >= 10`.
package indirect enum FieldCondition: Sendable, Equatable {
  package enum Comparison: String, Sendable, Equatable, CaseIterable {
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
  }

  package enum Operand: Sendable, Equatable {
    case number(Double)
    case text(String)
  }

  case compare(field: String, Comparison, Operand)
  case and(FieldCondition, FieldCondition)
  case or(FieldCondition, FieldCondition)
  case not(FieldCondition)
}

extension FieldCondition.Comparison {
  /// Whether `left` stands to `right` as the comparison says; a NaN only ever is not equal.
  package func holds<Value: Comparable>(_ left: Value, _ right: Value) -> Bool {
    switch self {
    case .equal: left == right
    case .notEqual: left != right
    case .less: left < right
    case .lessOrEqual: left <= right
    case .greater: left > right
    case .greaterOrEqual: left >= right
    }
  }
}

extension FieldCondition {
  /// Whether the fields meet the condition.
  ///
  /// A field that is absent, or is no number where one is asked for, meets none.
  package func holds(for field: (String) -> String?) -> Bool {
    switch self {
    case .compare(let name, let comparison, .number(let number)):
      guard let value = field(name).flatMap(Double.init) else { return false }
      return comparison.holds(value, number)
    case .compare(let name, let comparison, .text(let text)):
      guard let value = field(name) else { return false }
      return comparison.holds(value, text)
    case .and(let left, let right): return left.holds(for: field) && right.holds(for: field)
    case .or(let left, let right): return left.holds(for: field) || right.holds(for: field)
    case .not(let condition): return !condition.holds(for: field)
    }
  }

  /// The names of the fields that the condition reads.
  package var fields: Set<String> {
    switch self {
    case .compare(let name, _, _): [name]
    case .and(let left, let right), .or(let left, let right): left.fields.union(right.fields)
    case .not(let condition): condition.fields
    }
  }
}
