internal import Patterns

/// Holds the scanner against PCRE2 alone, on patterns and lines that others wrote.
struct RealCheck {
  let patterns = RealPatterns.load()

  /// Prints what was compared; false where an answer differs.
  func run() -> Bool {
    guard !patterns.isEmpty else {
      print("\nNeither logcheck-database nor fail2ban is installed: nothing to compare on real patterns.")
      return true
    }
    let lines = RealPatterns.logLines() + background(200)
    let expected = judged(lines)
    let found = scanned(lines)
    let withoutString = PatternSet(patterns).patternsWithoutString.count
    print(
      """

      \(patterns.count) patterns of logcheck and fail2ban on \(lines.count) lines: PCRE2 alone finds \(expected.count) matches, \
      the scanner \(found == expected ? "the same" : "\(found.count), of which \(found.intersection(expected).count) are the same"); \
      \(withoutString) patterns have no string.
      """
    )
    return found == expected
  }

  private struct Answer: Hashable {
    let line: Int
    let pattern: Int
    let range: Range<Int>
  }

  private func judged(_ lines: [String]) -> Set<Answer> {
    let matcher = PatternMatcher()
    var answers: Set<Answer> = []
    for (number, line) in lines.enumerated() {
      Array(line.utf8).withUnsafeBytes { bytes in
        for (index, pattern) in patterns.enumerated() {
          guard let match = matcher.firstMatch(of: pattern, in: bytes) else { continue }
          answers.insert(Answer(line: number, pattern: index, range: match.range))
        }
      }
    }
    return answers
  }

  private func scanned(_ lines: [String]) -> Set<Answer> {
    let scanner = PatternScanner(PatternSet(patterns))
    var answers: Set<Answer> = []
    for (number, line) in lines.enumerated() {
      Array(line.utf8).withUnsafeBytes { bytes in
        scanner.scan(bytes) { answers.insert(Answer(line: number, pattern: $0.pattern, range: $0.match.range)) }
      }
    }
    return answers
  }

  private func background(_ count: Int) -> [String] {
    var generator = SeededGenerator(seed: 3)
    let templates = BackgroundLines.kinds.flatMap(\.templates) + Rules.templates(100)
    return (0..<count).map { _ in
      var line: [UInt8] = []
      generator.pick(templates).append(to: &line, with: &generator)
      return String(decoding: line, as: UTF8.self)
    }
  }
}
