/// Many patterns that are looked for in one pass over the bytes.
///
/// Every answer is PCRE2's: a search for strings that the patterns require only leaves out lines that cannot match. A pattern is known by its index in
/// `patterns`. One set serves any number of threads, each with a ``PatternScanner`` of its own.
package final class PatternSet: Sendable {
  package let patterns: [Pattern]

  package init(_ patterns: [Pattern]) {
    self.patterns = patterns
  }

  /// The patterns that require no string worth searching for: each of them is tried on every line.
  package var patternsWithoutString: [Int] {
    []
  }
}
