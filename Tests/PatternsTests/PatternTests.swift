import Testing

@testable import Patterns

@Suite struct PatternTests {
  /// The part of `event` that matches, as the bytes that it is.
  private static func match(_ pattern: String, _ event: some Collection<UInt8>) throws -> [UInt8]? {
    let pattern = try Pattern(pattern)
    return Array(event).withUnsafeBytes { bytes -> [UInt8]? in
      let range = PatternMatcher().firstMatch(of: pattern, in: bytes)?.range
      return range.map { Array(bytes[$0]) }
    }
  }

  private static func match(_ pattern: String, _ event: String) throws -> String? {
    try match(pattern, event.utf8).map { String(decoding: $0, as: UTF8.self) }
  }

  @Test("^ and $ are the event's ends, and . stops at a line feed")
  func ends() throws {
    #expect(try PatternTests.match("^b", "a\nb") == nil)
    #expect(try PatternTests.match("a$", "a\n") == nil)
    #expect(try PatternTests.match("(?m)^b$", "a\nb\n") == "b")
    #expect(try PatternTests.match("a.*", "ab\nc") == "ab")
    #expect(try PatternTests.match("(?s)a.*", "ab\nc") == "ab\nc")
    #expect(try PatternTests.match("a.b", "a\rb") == "a\rb")
  }

  @Test("bytes are bytes unless the pattern begins with (*UTF)")
  func utf() throws {
    #expect(try PatternTests.match("^.$", "é") == nil)
    #expect(try PatternTests.match("^..$", "é") == "é")
    #expect(try PatternTests.match("(*UTF)^.$", "é") == "é")
    #expect(try PatternTests.match("(?i)É", "é") == nil)
    #expect(try PatternTests.match("(*UTF)(?i)É", "é") == "é")
    #expect(try PatternTests.match("a.b", [0x61, 0xFF, 0x62]) == [0x61, 0xFF, 0x62])
    #expect(try PatternTests.match("(*UTF)b", [0x61, 0xFF, 0x62]) == [0x62])
    #expect(try PatternTests.match("a\\x00b", [0x61, 0x00, 0x62]) == [0x61, 0x00, 0x62])
  }

  @Test("in UTF mode a broken character is judged without a look at the bytes around the event")
  func brokenCharacterAtEnd() throws {
    let pattern = try Pattern("(*UTF)(*UCP)\\b")
    for neighbour: UInt8 in [0x0A, 0x61, 0xA9, 0xFF] {
      let isMatch = [neighbour, 0xFF, neighbour].withUnsafeBytes { bytes in
        PatternMatcher().matches(pattern, in: UnsafeRawBufferPointer(rebasing: bytes[1..<2]))
      }
      #expect(!isMatch, "next to \(neighbour)")
    }
  }

  @Test("captures have names, the first group of a name that took part counts, and broken UTF-8 is repaired")
  func captures() throws {
    let pattern = try Pattern("(?:from (?<ip>[\\d.]+)|to (?<ip>\\S+)) (?<rest>.*?)(?<none>x)?$")
    #expect(pattern.captureNames == ["ip", "rest", "none"])
    #expect(pattern.captures(in: "from 10.0.0.1 port") == ["ip": "10.0.0.1", "rest": "port"])
    #expect(pattern.captures(in: "to host port") == ["ip": "host", "rest": "port"])
    #expect(pattern.captures(in: "nothing") == nil)
    ([0x74, 0x6F, 0x20, 0xFF, 0x20] as [UInt8]).withUnsafeBytes { bytes in
      guard let match = PatternMatcher().firstMatch(of: pattern, in: bytes) else {
        Issue.record("no match")
        return
      }
      let (text, range, absent) = (match["ip"], match.range(of: "ip"), match["nobody"])
      #expect(text == "\u{FFFD}" && range == 3..<4 && absent == nil)
    }
  }

  @Test("an empty event can match")
  func emptyEvent() throws {
    #expect(try PatternTests.match("^$", "") == "")
    #expect(try PatternTests.match("a", "") == nil)
    let isMatch = try PatternMatcher().matches(Pattern("^$"), in: UnsafeRawBufferPointer(start: nil, count: 0))
    #expect(isMatch)
  }

  @Test(
    "an escaped text matches itself",
    arguments: ["a.b*c", "(x)[y]{2}", "\\Q^$\\E", "10 %{IP}", "a\nb\t#", "é|ß", "-]", "/var/log/a b"]
  )
  func escaped(text: String) throws {
    #expect(try PatternTests.match("^" + Pattern.escaped(text) + "$", text) == text)
    #expect(try PatternTests.match("(?x)^" + Pattern.escaped(text) + "$", text) == text)
  }

  @Test("a pattern that would backtrack for hours reaches a limit, which is counted")
  func limits() throws {
    let matcher = PatternMatcher()
    let event = [UInt8](repeating: 0x61, count: 40) + Array("cb".utf8)
    for text in [
      "^(a+)+$b", "^(a+)+b", "(*NO_JIT)(*LIMIT_MATCH=5000)^(a+)+b", "(*UTF)^(a|aa)+b", "^(?:(a*)*)*b\\1",
      "(?:x|(?R)?a)*b",
    ] {
      let pattern = try Pattern(text)
      let isMatch = event.withUnsafeBytes { matcher.matches(pattern, in: $0) }
      #expect(!isMatch)
    }
    #expect(matcher.limitsReached == 6)
  }

  @Test(
    "what cannot be used is refused with its place in the text",
    arguments: [
      ("a(b", PatternError.Kind.syntax, 3),
      ("é[z", .syntax, 3),
      ("a|b)", .syntax, 3),
      ("%{IP:x} (", .syntax, 9),
      ("(?<n>a)(?<1>b)", .syntax, 10),
      ("ab%{NOSUCH}", .grok, 2),
      ("é%{IP", .grok, 1),
      ("%{IP:a-b}", .grok, 0),
      ("(?:(?:[ab]c){1000}){1000}", .tooLarge, 25),
    ]
  )
  func refused(text: String, kind: PatternError.Kind, offset: Int) {
    let error = #expect(throws: PatternError.self) { _ = try Pattern(text) }
    #expect(error?.kind == kind)
    #expect(error?.offset == offset)
    #expect(error?.message.isEmpty == false)
  }
}
