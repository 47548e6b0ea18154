import Model
import Testing

@Suite struct FieldConditionTests {
  private static let fields = ["ms": "512.5", "status": "failed", "text": "abc"]

  @Test(
    "a comparison reads its field as what it is compared with",
    arguments: [
      (.compare(field: "ms", .greater, .number(500)), true),
      (.compare(field: "ms", .less, .number(500)), false),
      (.compare(field: "ms", .equal, .number(512.5)), true),
      (.compare(field: "ms", .equal, .text("512.50")), false),
      (.compare(field: "status", .equal, .text("failed")), true),
      (.compare(field: "status", .notEqual, .text("failed")), false),
      (.compare(field: "text", .greaterOrEqual, .number(0)), false),
      (.compare(field: "text", .notEqual, .number(0)), false),
      (.compare(field: "absent", .notEqual, .text("x")), false),
      (.not(.compare(field: "absent", .equal, .text("x"))), true),
      (.and(.compare(field: "ms", .greater, .number(1)), .compare(field: "ms", .less, .number(2))), false),
      (.or(.compare(field: "ms", .greater, .number(1)), .compare(field: "ms", .less, .number(2))), true),
    ] as [(FieldCondition, Bool)]
  )
  func holds(condition: FieldCondition, expected: Bool) {
    #expect(condition.holds { Self.fields[$0] } == expected)
  }

  @Test("a NaN is only ever not equal", arguments: FieldCondition.Comparison.allCases)
  func notANumber(comparison: FieldCondition.Comparison) {
    #expect(comparison.holds(Double.nan, 1) == (comparison == .notEqual))
  }

  @Test("the fields that a condition reads are known")
  func names() {
    let condition = FieldCondition.and(
      .compare(field: "ms", .greater, .number(1)),
      .not(.compare(field: "status", .equal, .text("x")))
    )
    #expect(condition.fields == ["ms", "status"])
  }

  @Test(
    "a severity is known by the words that people use for it",
    arguments: [
      ("critical", .critical), ("PAGE", .critical), ("info", .info), ("", .warning), ("warning", .warning),
      ("whatever", .warning),
    ] as [(String, Severity)]
  )
  func severity(label: String, expected: Severity) {
    #expect(Severity(label) == expected)
  }
}
