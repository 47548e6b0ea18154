import Testing

@testable import Patterns

/// Whatever the search for strings leaves out, the answers must be those of PCRE2 alone, line by line.
@Suite struct DifferentialTests {
  /// One hit, in a form that can be compared.
  struct Answer: Hashable, CustomStringConvertible {
    let line: Int
    let pattern: Int
    let match: Range<Int>
    var description: String { "line \(line): pattern \(pattern) at \(match)" }
  }

  /// Patterns that PCRE2 takes, out of random ones.
  private static func patterns(_ count: Int, from random: inout RandomPatterns) -> [Pattern] {
    var patterns: [Pattern] = []
    while patterns.count < count {
      if let pattern = try? Pattern(random.next()) { patterns.append(pattern) }
    }
    return patterns
  }

  private static func expected(_ patterns: [Pattern], on lines: [[UInt8]]) -> [Answer] {
    let matcher = PatternMatcher()
    var answers: [Answer] = []
    for (number, line) in lines.enumerated() {
      for (index, pattern) in patterns.enumerated() {
        let content = line.last == 0x0D ? line.dropLast() : line[...]
        content.withUnsafeBytes { bytes in
          guard let match = matcher.firstMatch(of: pattern, in: bytes) else { return }
          answers.append(Answer(line: number, pattern: index, match: match.range))
        }
      }
    }
    return answers
  }

  private static func scanned(_ scanner: PatternScanner, over lines: [[UInt8]]) -> [Answer] {
    var starts: [Int: Int] = [:]
    var block: [UInt8] = []
    for (number, line) in lines.enumerated() {
      starts[block.count] = number
      block += line + [0x0A]
    }
    var answers: [Answer] = []
    block.withUnsafeBytes { bytes in
      scanner.scan(bytes) { hit in
        answers.append(Answer(line: starts[hit.line.lowerBound] ?? -1, pattern: hit.pattern, match: hit.match.range))
      }
    }
    return answers
  }

  @Test("a set of random patterns gives PCRE2's answers on random lines", arguments: 0..<40)
  func randomPatterns(seed: UInt64) {
    DifferentialTests.compare(seed: seed)
  }

  @Test("each shape alone takes in every line that its pattern matches", arguments: 0..<40)
  func shapesAreSupersets(seed: UInt64) {
    DifferentialTests.checkShapes(seed: seed)
  }

  static func compare(seed: UInt64) {
    var random = RandomPatterns(seed: seed)
    let patterns = DifferentialTests.patterns([1, 4, 20, 60][Int(seed % 4)], from: &random)
    let lines = (0..<30).map { _ in random.line() }
    let scanner = PatternScanner(PatternSet(patterns))
    let expected = DifferentialTests.expected(patterns, on: lines)
    #expect(DifferentialTests.scanned(scanner, over: lines) == expected)
    // Line by line, as they come from a file that is followed.
    let oneByOne = lines.indices.flatMap { number in
      DifferentialTests.scanned(scanner, over: [lines[number]]).map {
        Answer(line: number, pattern: $0.pattern, match: $0.match)
      }
    }
    #expect(oneByOne == expected)
  }

  static func checkShapes(seed: UInt64) {
    var random = RandomPatterns(seed: 1_000 + seed)
    let matcher = PatternMatcher()
    // Every string is as good as any other, so that all kinds are chosen.
    let choice = StringChoice { Double(($0.packed &* 0x9E37_79B9_7F4A_7C15) >> 40) * 1e-12 }
    for pattern in DifferentialTests.patterns(40, from: &random) {
      guard let required = choice.strings(for: ShapeParser.shape(of: pattern.expandedText)) else { continue }
      for line in (0..<40).map({ _ in random.line() }) where line.withUnsafeBytes({ matcher.matches(pattern, in: $0) })
      {
        let isFound = required.strings.contains { $0.occurs(in: line) }
        #expect(isFound, "\(pattern.text) matches \(line), which has none of \(required.strings)")
      }
    }
  }
}

extension SearchString: CustomStringConvertible {
  package var description: String { String(decoding: bytes, as: UTF8.self) + (isCaseless ? "/i" : "") }

  /// Whether the string is found in the bytes, looked for in the plainest way.
  func occurs(in line: [UInt8]) -> Bool {
    let text = isCaseless ? line.map(\.lowercaseASCII) : line
    return text.indices.contains { text[$0...].starts(with: bytes) }
  }
}
