/// The strings that are searched for on behalf of many patterns, and the patterns that each stands for.
final class StringFilter: Sendable {
  let database: StringDatabase?
  let strings: [SearchString]
  /// The patterns of each string, ascending.
  let patternsByString: [[Int]]
  /// Patterns without a string, ascending: every line is a candidate for them.
  let patternsWithoutString: [Int]
  /// Nil for a pattern without any.
  private let stringsByPattern: [[SearchString]?]

  /// Chooses strings for patterns of the given shapes by the occurrences that are to be expected in one byte.
  convenience init(shapes: [Shape], rate: @escaping (SearchString) -> Double) {
    // A string that several patterns require is searched for once: each pays its share.
    var popularity = Popularity()
    let counting = StringChoice { string in
      popularity.count(string)
      return 0
    }
    for shape in shapes { _ = counting.strings(for: shape) }
    let choice = StringChoice { string in
      rate(string) * SearchCost.ofCandidate + SearchCost.ofString / Double(popularity[string])
    }
    self.init(shapes.map { choice.strings(for: $0)?.strings })
  }

  /// The filter with the given strings replaced by better ones.
  func replacing(
    _ unwanted: [Int],
    shapes: [Shape],
    rate: @escaping (SearchString) -> Double
  ) -> StringFilter {
    let patterns = Set(unwanted.flatMap { patternsByString[$0] })
    var kept = stringsByPattern
    for pattern in patterns { kept[pattern] = nil }
    let free = Set(kept.compactMap(\.self).joined())
    let choice = StringChoice { string in
      rate(string) * SearchCost.ofCandidate + (free.contains(string) ? 0 : SearchCost.ofString)
    }
    for pattern in patterns { kept[pattern] = choice.strings(for: shapes[pattern])?.strings }
    return StringFilter(kept)
  }

  /// Searches for the strings of each pattern; nil stands for a pattern without any.
  init(_ stringsByPattern: [[SearchString]?]) {
    var numbers: [SearchString: Int] = [:]
    var strings: [SearchString] = []
    var patternsByString: [[Int]] = []
    for (pattern, required) in stringsByPattern.enumerated() {
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
    let database = StringDatabase(strings)
    self.database = database
    self.strings = strings
    self.patternsByString = patternsByString
    self.stringsByPattern = stringsByPattern
    patternsWithoutString = stringsByPattern.indices.filter { database == nil || stringsByPattern[$0] == nil }
  }
}
