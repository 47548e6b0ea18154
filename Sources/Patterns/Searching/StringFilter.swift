/// The strings that are searched for on behalf of many patterns, and the patterns that each stands for.
final class StringFilter: Sendable {
  let database: StringDatabase?
  let strings: [SearchString]
  /// The patterns of each string, ascending.
  let patternsByString: [[Int]]
  /// Patterns without a string, ascending: every line is a candidate for them.
  let patternsWithoutString: [Int]

  /// Chooses strings for patterns of the given shapes by the occurrences that are to be expected in one byte.
  convenience init(shapes: [Shape], rate: @escaping (SearchString) -> Double) {
    // A string that several patterns require is searched for once: each pays its share.
    var popularity: [SearchString: Int] = [:]
    let candidates = StringChoice { string in
      popularity[string, default: 0] += 1
      return 0
    }
    for shape in shapes { _ = candidates.strings(for: shape) }
    let choice = StringChoice { string in
      rate(string) * SearchCost.ofCandidate + SearchCost.ofString / Double(popularity[string] ?? 1)
    }
    self.init(shapes.map { choice.strings(for: $0)?.strings })
  }

  /// Searches for the strings of each pattern; nil stands for a pattern without any.
  init(_ stringsByPattern: [[SearchString]?]) {
    var numbers: [SearchString: Int] = [:]
    var strings: [SearchString] = []
    var patternsByString: [[Int]] = []
    var patternsWithoutString: [Int] = []
    for (pattern, required) in stringsByPattern.enumerated() {
      if required == nil { patternsWithoutString.append(pattern) }
      for string in required ?? [] {
        if let number = numbers[string] {
          patternsByString[number].append(pattern)
        } else {
          numbers[string] = strings.count
          strings.append(string)
          patternsByString.append([pattern])
        }
      }
    }
    database = StringDatabase(strings)
    self.strings = strings
    self.patternsByString = patternsByString
    self.patternsWithoutString = database == nil ? Array(stringsByPattern.indices) : patternsWithoutString
  }
}
