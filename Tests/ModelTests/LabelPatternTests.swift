import Model
import Testing

@Suite("Label patterns")
struct LabelPatternTests {
  @Test(
    "a pattern takes whole values, in RE2's syntax",
    arguments: [
      ("5..", "503", true), ("5..", "5034", false), ("info|notice", "notice", true), ("info|notice", "notices", false),
      ("", "", true), ("", "a", false), (".*", "", true), (".+", "", false), ("a{2,3}", "aaa", true),
      ("a{2,3}", "aaaa", false), ("a{2,}", "aaaaaa", true), ("(ab)*c?", "ababc", true), ("[a-c]+", "abcd", false),
      ("[^a-c]+", "xyz", true), (#"\d+\.\d+"#, "10.2", true), (#"\d+\.\d+"#, "10x2", false),
      ("(?i)web-.*", "WEB-1", true),
      ("(?i:w)eb", "WEb", false), ("[[:alpha:]]+", "abc", true), ("[]a]+", "]a", true), (#"[\w-]+"#, "a-b_1", true),
      ("^a$", "a", true), ("(?P<x>a|b)c", "bc", true), ("é.", "éü", true), ("a{,2}", "a{,2}", true),
      ("(|a)b", "b", true),
      ("a|b|c", "b", true), (#"\x41\x{42}"#, "AB", true), (#".*\bend"#, "the end", true), ("a.b", "a\nb", false),
      ("(?s)a.b", "a\nb", true), ("x*?", "xxx", true), ("(a*)*", "aaaa", true),
    ]
  )
  func matching(pattern: String, value: String, expected: Bool) throws {
    #expect(try LabelPattern(pattern).matches(value) == expected)
  }

  @Test(
    "what is no pattern is refused, with what is wrong",
    arguments: [
      ("(", "a '(' without its ')'"), (")", "a ')' without its '('"), ("[a", "a '[' without its ']'"),
      ("*a", "nothing stands before '*' to be repeated"), ("[b-a]", "the range 'b-a' is the wrong way round"),
      ("(?=a)", "'(?=' is not supported"), (#"\"#, #"a '\' at the end"#), (#"\1"#, #"'\1' is not supported"#),
      ("a{1001}", "a repetition must be at most 1000, the smaller number first"),
      ("((a{900}){900}){900}", "the pattern is too large"),
    ]
  )
  func refused(pattern: String, problem: String) {
    #expect(throws: LabelPatternError(problem)) { try LabelPattern(pattern) }
  }

  @Test("a pattern that makes others think forever is decided at once")
  func linear() throws {
    let pattern = try LabelPattern("(a+)+(a|aa)+b")
    #expect(!pattern.matches(String(repeating: "a", count: 2000)))
  }
}
