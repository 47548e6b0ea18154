import Testing

@testable import Patterns

@Suite struct StringChoiceTests {
  @Test(
    "the strings are those that a match cannot do without",
    arguments: [
      ("Failed password", ["Failed p"]),
      ("(?:timeout|refused)", ["refused", "timeout"]),
      ("(?i)Error", ["error/i"]),
      ("[Ff]atal", ["fatal/i"]),
      ("a[bc]d", ["abd", "acd"]),
      ("x50[0-4]\\d y", ["x50"]),
      ("(?:un)?known", ["known"]),
      ("(?:ab)+c", ["abc"]),
      ("(?:ab){3}", ["ababab"]),
      ("foo(?=bar)baz", ["foobaz"]),
      ("^(?=.*warning)\\d", ["warning"]),
      ("(?:error|fail)ed to", ["ed to"]),
      ("(?:error|fail)s", ["errors", "fails"]),
      ("(?x) no \\  blanks # comment", ["no blank"]),
      ("\\Qa.b\\E\\.c", ["a.b.c"]),
      ("\\x66\\x{6f}o\\tbar", ["foo\tbar"]),
      ("(?<n>sshd)\\[\\d+\\]: (?!no)", ["sshd["]),
      ("(*UTF)größe", ["größe"]),
    ]
  )
  func strings(pattern: String, expected: [String]) {
    // The longer, the cheaper.
    let choice = StringChoice { 0.1 / Double($0.count) }
    let strings = choice.strings(for: ShapeParser.shape(of: pattern))?.strings.map(\.description)
    #expect(strings?.sorted() == expected)
  }

  @Test(
    "patterns that can match without any string have none",
    arguments: [
      "\\d+", "a|bc", "(?:error)?", "(?:error)*x", "(?!error)", ".*", "", "(a)(?1)\\1", "(*ACCEPT)error",
      "(?(1)error|fatal)",
    ]
  )
  func none(pattern: String) {
    let choice = StringChoice { 0.1 / Double($0.count) }
    #expect(choice.strings(for: ShapeParser.shape(of: pattern))?.strings == nil)
  }

  @Test("common words of logs count as more frequent than rare ones, and a string as rarer than its parts")
  func frequencies() {
    func rate(_ text: String) -> Double { FrequencyTable.shipped.rate(of: SearchString(Array(text.utf8))) }
    #expect(rate("error") > 10 * rate("quota"))
    #expect(rate(" from ") > 10 * rate("segfault"))
    #expect(rate("connecti") < rate("conn"))
    #expect(rate("port 22") < rate("port "))
  }
}
