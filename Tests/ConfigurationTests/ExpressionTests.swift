import Model
import Testing

@testable import Configuration

@Suite struct ExpressionTests {
  private func condition(_ text: String) throws -> FieldCondition { try FieldCondition(parsing: text) }

  @Test(
    "a condition is read as it binds",
    arguments: [
      ("ms > 500", .compare(field: "ms", .greater, .number(500))),
      ("a==\"x\"", .compare(field: "a", .equal, .text("x"))),
      (
        "a > 1 or b < 2 and not c != 'z'",
        .or(
          .compare(field: "a", .greater, .number(1)),
          .and(.compare(field: "b", .less, .number(2)), .not(.compare(field: "c", .notEqual, .text("z"))))
        )
      ),
      (
        "(a >= -1.5e3 || b <= .5) && !(c == 010)",
        .and(
          .or(.compare(field: "a", .greaterOrEqual, .number(-1500)), .compare(field: "b", .lessOrEqual, .number(0.5))),
          .not(.compare(field: "c", .equal, .number(10)))
        )
      ),
    ] as [(String, FieldCondition)]
  )
  func conditions(text: String, expected: FieldCondition) throws {
    #expect(try condition(text) == expected)
  }

  @Test(
    "a condition that is none is told with its place",
    arguments: [
      ("", 0, "expected a field's name, not the end"),
      ("ms", 2, "expected a comparison (==, !=, <, <=, >, >=), not the end"),
      ("ms = 5", 3, "expected a comparison (==, !=, <, <=, >, >=), not '='; equality is '=='"),
      ("ms > fast", 5, "'fast' is neither a number nor a text; a text stands in quotes: \"fast\""),
      ("ms > 5 b", 7, "expected 'and', 'or' or the end, not 'b'"), ("(ms > 5", 7, "expected ')', not the end"),
      ("5 < ms", 0, "expected a field's name, not '5'"), ("a == \"x", 5, "this quote is not closed"),
      ("ms > 5s", 5, "'5s' is not a number"), ("ms > 5 and", 10, "expected a field's name, not the end"),
    ]
  )
  func badConditions(text: String, offset: Int, message: String) {
    #expect(throws: ExpressionError(message: message, offset: offset)) { try condition(text) }
  }

  @Test("however deep its brackets, a condition is read or refused, and the reader survives")
  func deepBrackets() throws {
    func bracketed(_ depth: Int) -> String {
      String(repeating: "(", count: depth) + "a > 1" + String(repeating: ")", count: depth)
    }
    #expect(try condition(bracketed(32)) == .compare(field: "a", .greater, .number(1)))
    #expect(throws: ExpressionError.self) { try condition(bracketed(33)) }
    #expect(throws: ExpressionError.self) { try condition(bracketed(100_000)) }
    let text = bracketed(4_000)
    #expect(throws: ExpressionError.self) { try condition(text) }
  }

  @Test(
    "a matcher is read as Alertmanager writes it",
    arguments: [
      (#"severity="critical""#, Matcher(name: "severity", comparison: .equal, value: "critical")),
      (#"severity=~"info|notice""#, Matcher(name: "severity", comparison: .matches, value: "info|notice")),
      ("a != b", Matcher(name: "a", comparison: .notEqual, value: "b")),
      (#"a!~"x\"y""#, Matcher(name: "a", comparison: .matchesNot, value: "x\"y")),
      ("a=", Matcher(name: "a", comparison: .equal, value: "")),
    ]
  )
  func matchers(text: String, expected: Matcher) {
    #expect(Matcher(text: text) == expected)
  }

  @Test(
    "a text that is no matcher is told with its place",
    arguments: [("severity", 0), ("1a=b", 0), ("a!b", 1), (#"a="x" y"#, 6)]
  )
  func badMatchers(text: String, offset: Int) {
    #expect(Matcher(text: text) == nil)
    do throws(ExpressionError) {
      _ = try Matcher(parsing: text)
    } catch {
      #expect(error.offset == offset)
    }
  }

  @Test("an expression is a metric, conditions on its labels, and a comparison")
  func expressions() throws {
    let expression = try MetricCondition.Expression(parsing: #"disk_used{mount="/", host!~"a.*",} >= 9.5e1"#)
    #expect(
      expression
        == MetricCondition.Expression(
          metric: "disk_used",
          matchers: [
            Matcher(name: "mount", comparison: .equal, value: "/"),
            Matcher(name: "host", comparison: .matchesNot, value: "a.*"),
          ],
          comparison: .greaterOrEqual,
          limit: 95
        )
    )
    #expect(try MetricCondition.Expression(parsing: "up") == MetricCondition.Expression(metric: "up"))
    #expect(try MetricCondition.Expression(parsing: "up < -1").limit == -1)
    #expect(try MetricCondition.Expression(parsing: "up < Inf").limit == .infinity)
  }

  @Test(
    "the rest of PromQL is refused where it begins",
    arguments: [
      ("sum(rate(x[5m])) > 1", 0, "'sum' is not supported yet"), ("x[5m] > 1", 1, "ranges are not supported yet"),
      ("x > 1 and y > 2", 6, "'and' is not supported yet"), ("x offset 5m > 1", 2, "'offset' is not supported yet"),
      ("x / 100 > 1", 2, "arithmetic is not supported yet"),
      ("x > y", 4, "only a number can stand here; other expressions are not supported yet"),
      ("x > bool 1", 4, "'bool' is not supported yet"),
      ("80 < x", 0, "only a metric's name can stand first; other expressions are not supported yet"),
      ("x > 1 + 1", 6, "arithmetic is not supported yet"), ("x -1 > 1", 2, "arithmetic is not supported yet"),
      ("x{a=b}", 4, "expected a quoted value, not 'b'"), ("x{a=\"b\" c=\"d\"}", 8, "expected ',' or '}', not 'c'"),
      ("x{", 2, "expected a label's name, not the end"), ("x y", 2, "expected a comparison, not 'y'"),
      ("x >", 3, "expected a number, not the end"),
      ("", 0, "expected a metric's name, not the end"), ("x > 5 )", 6, "expected the end, not ')'"),
    ]
  )
  func refusedExpressions(text: String, offset: Int, message: String) {
    #expect(throws: ExpressionError(message: message, offset: offset)) { try MetricCondition.Expression(parsing: text) }
  }
}
