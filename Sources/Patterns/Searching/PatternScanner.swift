/// One thread's way through bytes with a set of patterns.
package final class PatternScanner {
  /// One pattern that matches one line or event.
  package struct Hit: ~Copyable {
    /// The pattern's index in its set.
    package let pattern: Int
    /// The line in the block, without its line feed and a carriage return before it.
    package let line: Range<Int>
    /// The match, its ranges counted from the line's start.
    package let match: PatternMatch
  }

  /// What a scanner has done so far.
  package struct Counts: Sendable, Equatable {
    package var bytes = 0
    /// Lines that PCRE2 was asked about, once per pattern.
    package var candidates = 0
    package var hits = 0
    /// Matches given up because they reached a limit.
    package var limitsReached = 0
    /// How often the strings were chosen again.
    package var choices = 0
  }

  private var scan: Scan

  package init(_ set: PatternSet, limits: MatchLimits = MatchLimits()) {
    scan = Scan(set, limits: limits)
  }

  package var counts: Counts { scan.counts }

  /// Tells every pattern that matches a line of the block, in the order of the lines and, for one line, of the patterns.
  ///
  /// The block holds whole lines, separated by line feeds; the last may lack its own. The closure must not use the scanner.
  package func scan(_ block: UnsafeRawBufferPointer, onHit: (borrowing Hit) -> Void) {
    scan.lines(of: block, onHit: onHit)
  }

  /// Tells every pattern that matches one event, which may hold line feeds.
  package func match(event: UnsafeRawBufferPointer, onHit: (borrowing Hit) -> Void) {
    scan.event(event, onHit: onHit)
  }
}
