import Model

/// Conditions that must all hold for a set of labels; none at all holds always.
struct LabelMatchers: Sendable {
  private enum Test: Sendable {
    case equal(String)
    case notEqual(String)
    case matches(LabelPattern)
    case matchesNot(LabelPattern)
    /// The pattern cannot be read: the configuration refuses it, and here nothing meets it.
    case never
  }

  private let tests: [(name: String, test: Test)]

  init(_ matchers: [Matcher]) {
    tests = matchers.map { matcher in
      (LabelMatchers.labelName(matcher.name), LabelMatchers.test(matcher))
    }
  }

  func match(_ labels: Labels) -> Bool {
    tests.allSatisfy { name, test in
      let value = labels[name]
      return switch test {
      case .equal(let wanted): value == wanted
      case .notEqual(let unwanted): value != unwanted
      case .matches(let pattern): pattern.matches(value)
      case .matchesNot(let pattern): !pattern.matches(value)
      case .never: false
      }
    }
  }

  /// The name of a label: Prometheus' name for an alert's name means ours.
  static func labelName(_ name: String) -> String { name == "alertname" ? "alert" : name }

  private static func test(_ matcher: Matcher) -> Test {
    switch matcher.comparison {
    case .equal: .equal(matcher.value)
    case .notEqual: .notEqual(matcher.value)
    case .matches: (try? LabelPattern(matcher.value)).map(Test.matches) ?? .never
    case .matchesNot: (try? LabelPattern(matcher.value)).map(Test.matchesNot) ?? .never
    }
  }
}
