import Testing

@testable import Patterns

@Suite struct PatternScannerTests {
  /// What a scanner tells about a block: the line, the pattern's index and the captures.
  private static func hits(_ patterns: [String], in block: some Collection<UInt8>) throws -> [String] {
    let scanner = PatternScanner(PatternSet(try patterns.map { try Pattern($0) }))
    var hits: [String] = []
    Array(block).withUnsafeBytes { bytes in
      scanner.scan(bytes) { hit in
        let line = String(decoding: bytes[hit.line], as: UTF8.self)
        let captures = hit.match.captures.sorted { $0.key < $1.key }.map { "\($0)=\($1)" }
        hits.append("\(hit.pattern): \(([line] + captures).joined(separator: " | "))")
      }
    }
    return hits
  }

  private static func hits(_ patterns: [String], in block: String) throws -> [String] {
    try hits(patterns, in: block.utf8)
  }

  @Test("hits come in the order of the lines, and for one line in that of the patterns")
  func order() throws {
    let block = "x error 1 timeout\nnothing\ntimeout after error\n\nerror"
    let patterns = ["timeout", "(?<what>error)( \\d)?", ".", "nothing$"]
    #expect(
      try PatternScannerTests.hits(patterns, in: block) == [
        "0: x error 1 timeout", "1: x error 1 timeout | what=error", "2: x error 1 timeout", "2: nothing", "3: nothing",
        "0: timeout after error", "1: timeout after error | what=error", "2: timeout after error",
        "1: error | what=error", "2: error",
      ]
    )
  }

  @Test("a line ends at its line feed: no pattern and no string spans two")
  func spanning() throws {
    #expect(
      try PatternScannerTests.hits(["error[^x]*timeout", "error\\s+t", "ror\\ntim"], in: "error\ntimeout\n") == []
    )
    #expect(try PatternScannerTests.hits(["^two$"], in: "one\ntwo\nthree") == ["0: two"])
  }

  @Test("one carriage return before the line feed is no part of the line, and NUL does not end one")
  func lineEnds() throws {
    #expect(try PatternScannerTests.hits(["done$"], in: "done\r\ndone\r\r\ndone\r\n") == ["0: done", "0: done"])
    #expect(try PatternScannerTests.hits(["a\\x00(?<rest>b.*)$"], in: "a\0b c\n") == ["0: a\0b c | rest=b c"])
  }

  @Test(
    "traps: what a search for strings could lose",
    arguments: [
      // Vectorscan 5.4.9 loses this match when it is given the whole expressions.
      (#"(?i:\berror\b.*timeout.*?(\d+) ?ms)"#, "error zjatimeouthilu tzv25085269 ms"),
      // Letters whose other case has other bytes.
      ("(*UTF)(?i)kick", "\u{212A}ic\u{212A}"),
      ("(*UTF)(?i)session lost", "ſeſſion loſt"),
      ("(*UTF)(?i)[k]elvin", "\u{212A}elvin"),
      ("(*UTF)(?i)straße", "STRASSE oder STRAẞE"),
      // What is written, and yet not required.
      ("(?:panic){0}oops", "oops"), ("panic?s", "panis"), ("(?!panic)oops", "oops"), ("(?<!panic)oops", "oops"),
      ("(?x) fatal # error", "fatal"), ("(?x) fatal \\# [ ] e", "fatal# e"), ("fatal(?# error)", "fatal"),
      ("\\Qfatal\\E?", "fata"), ("(fatal)?+error", "error"), ("(?(?=fatal)fatal|error)", "error"),
      ("(?(DEFINE)(fatal))error", "error"),
      ("error(*ACCEPT)fatal", "error"), ("(?|fatal|error)", "error"), ("fatal|rror$|^$", "error"),
      ("(fatal|error) \\g1", "error error"),
      ("[[:alpha:]]{5}", "error"), ("[]x]rror", "]rror"), ("[^]x]rror", "error"), ("\\x{65}rror", "error"),
      ("\\145rror", "error"),
      ("(?i)err(?-i)OR", "ERROR"), ("(?^i:ERR)or", "error"), ("a{,3}b", "a{,3}b"), ("(?i:e)rror|y", "Error"),
      // Asserted, though not where it is written.
      ("^(?=.*fatal)(?=.*error)", "error, fatal"), ("(?<=fatal )error", "fatal error"),
      ("error(?= fatal)", "error fatal"),
    ]
  )
  func traps(pattern: String, line: String) throws {
    let others = ["Out of memory: Killed process (\\d+) \\(([^)]+)\\)", "Failed password"]
    #expect(try PatternScannerTests.hits([pattern] + others, in: line) == ["0: \(line)"])
    #expect(try PatternScannerTests.hits([pattern], in: "x\n\(line)\nx\n") == ["0: \(line)"])
  }

  @Test("a block of many lines, some longer than the search takes at once, gives each hit at its place")
  func longBlocks() throws {
    let long = String(repeating: "filling ", count: 40_000)
    let lines = (0..<3_000).map {
      $0 % 1_000 == 500 ? long + "needle \($0)" : $0 % 7 == 0 ? "needle \($0)" : "hay \($0)"
    }
    let expected = lines.filter { $0.contains("needle") }.map { "0: \($0) | n=\($0.split(separator: " ").last ?? "")" }
    #expect(try PatternScannerTests.hits(["needle (?<n>\\d+)$"], in: lines.joined(separator: "\n")) == expected)
  }

  @Test("one event may hold line feeds, and a pattern may span them")
  func events() throws {
    let patterns = try ["Exception\\n\\s+at (?<where>\\S+)", "(?m)^Caused by: (?<cause>.*)$", "^\\d", "at$"].map {
      try Pattern($0)
    }
    let scanner = PatternScanner(PatternSet(patterns))
    let event = Array("1 Exception\n  at Main.run\nCaused by: disk full\n at".utf8)
    var hits: [Int: [String: String]] = [:]
    event.withUnsafeBytes { scanner.match(event: $0) { hits[$0.pattern] = $0.match.captures } }
    #expect(hits == [0: ["where": "Main.run"], 1: ["cause": "disk full"], 2: [:], 3: [:]])
  }

  @Test("an empty set and an empty block give nothing")
  func nothing() throws {
    #expect(try PatternScannerTests.hits([], in: "a\nb\n") == [])
    #expect(try PatternScannerTests.hits(["a"], in: "") == [])
    #expect(try PatternScannerTests.hits(["^$"], in: "\n\r\n") == ["0: ", "0: "])
  }

  @Test("patterns that require no string are told")
  func withoutString() throws {
    let set = PatternSet(try ["\\d+", "error", "a|\\s", "^.*$", "(?<!x)fatal"].map { try Pattern($0) })
    #expect(set.patternsWithoutString == [0, 2, 3])
  }

  @Test("a string that is found in vain again and again is replaced by a rarer one, and no hit is lost")
  func review() throws {
    // In this log the word that is rare elsewhere is in every line.
    let set = PatternSet([try Pattern("zugzwang .* checkmate (?<n>\\d+)"), try Pattern("zugzwang (?<never>\\d+) draw")])
    let scanner = PatternScanner(set)
    let line = "zugzwang in game of the day, nobody won"
    let block = Array(
      (Array(repeating: line, count: 999) + ["zugzwang and checkmate 7", ""]).joined(separator: "\n").utf8
    )
    var hits = 0
    var candidates: [Int] = []
    for _ in 0..<60 {
      let before = scanner.counts.candidates
      block.withUnsafeBytes { scanner.scan($0) { _ in hits += 1 } }
      candidates.append(scanner.counts.candidates - before)
    }
    #expect(hits == 60)
    #expect(scanner.counts.choices >= 1)
    #expect(candidates.first ?? 0 >= 1_000 && candidates.last == 1)
  }

  @Test("scanners on several threads share one set")
  func sharing() async throws {
    let set = PatternSet(try ["needle (?<n>\\d+)", "(?i)haystack", "\\d$"].map { try Pattern($0) })
    let block = Array((0..<2_000).map { $0 % 50 == 0 ? "needle \($0)" : "hay" }.joined(separator: "\n").utf8)
    let counts = await withTaskGroup(of: Int.self) { group in
      for _ in 0..<4 {
        group.addTask {
          let scanner = PatternScanner(set)
          for _ in 0..<5 { block.withUnsafeBytes { scanner.scan($0) { _ in } } }
          return scanner.counts.hits
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(counts == [400, 400, 400, 400])
  }
}
