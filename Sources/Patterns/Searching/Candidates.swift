/// The patterns that one line is a candidate for.
struct Candidates {
  struct Candidate {
    let pattern: Int
    /// The string that was found; nil for a pattern that has none.
    let string: Int?
  }

  private var candidates: [Candidate] = []
  private var isSorted = true
  /// The line in which each pattern was last a candidate.
  private var lastLine: [UInt64]
  private var line: UInt64 = 0

  init(patterns: Int) {
    lastLine = [UInt64](repeating: 0, count: patterns)
  }

  mutating func beginLine() {
    line += 1
    candidates.removeAll(keepingCapacity: true)
    isSorted = true
  }

  /// Adds patterns, each once in a line.
  mutating func add(_ patterns: some Collection<Int>, because string: Int?) {
    for pattern in patterns where lastLine[pattern] != line {
      lastLine[pattern] = line
      if let last = candidates.last, last.pattern > pattern { isSorted = false }
      candidates.append(Candidate(pattern: pattern, string: string))
    }
  }

  /// The candidates in the order of the patterns.
  mutating func sorted() -> [Candidate] {
    if !isSorted { candidates.sort { $0.pattern < $1.pattern } }
    return candidates
  }
}
