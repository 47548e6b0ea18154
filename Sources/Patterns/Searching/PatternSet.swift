/// Many patterns that are looked for in one pass over the bytes.
///
/// Every answer is PCRE2's: a search for strings that the patterns require only leaves out lines that cannot match. A pattern is known by its index in
/// `patterns`. One set serves any number of threads, each with a ``PatternScanner`` of its own.
package final class PatternSet: Sendable {
  package let patterns: [Pattern]

  let shapes: [Shape]
  /// What scanners begin with; each chooses its own strings when it knows the log.
  let filter: StringFilter

  package init(_ patterns: [Pattern]) {
    self.patterns = patterns
    shapes = patterns.map { ShapeParser.shape(of: $0.expandedText) }
    filter = StringFilter(shapes: shapes) { FrequencyTable.shipped.rate(of: $0) }
  }

  /// The patterns that require no string worth searching for: each of them is tried on every line.
  package var patternsWithoutString: [Int] { filter.patternsWithoutString }

  /// The strings that are searched for on behalf of a pattern to begin with: every line that it matches holds one of them.
  package func strings(of pattern: Int) -> [String] {
    zip(filter.strings, filter.patternsByString)
      .filter { $0.1.contains(pattern) }
      .map { String(decoding: $0.0.bytes, as: UTF8.self) }
  }
}
