import Model
import Testing

@Suite struct InterpolationTests {
  @Test(
    "places are filled with literal values",
    arguments: [
      ("deploy {{id}} finished", "deploy a.b* finished"), ("{{ id }}{{id}}", "a.b*a.b*"), ("{{none}}x", "x"),
      ("no place", "no place"), ("{{id", "{{id"), ("{ {id}}", "{ {id}}"), ("", ""),
    ]
  )
  func filled(source: String, expected: String) {
    #expect(Interpolation(source).filled { $0 == "id" ? "a.b*" : nil } == expected)
  }

  @Test("a value with braces in it is not filled again")
  func once() {
    #expect(Interpolation("{{a}}").filled { $0 == "a" ? "{{b}}" : "wrong" } == "{{b}}")
  }

  @Test("the names are listed in order")
  func fields() {
    #expect(Interpolation("{{b}} and {{a}} and {{b}}").fields == ["b", "a", "b"])
  }
}
