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

  package private(set) var counts = Counts()

  private let set: PatternSet
  private var filter: StringFilter
  /// Whether `scratch` has room for the filter's search.
  private var canSearch: Bool
  private var review: StringReview
  private let matcher: PatternMatcher
  private let scratch = StringDatabase.Scratch()
  private let finds = StringFinds()
  private var candidates: Candidates

  /// Bytes that are searched before their candidates are judged: they are still in the processor's cache then.
  private static let stretch = 128 << 10

  package init(_ set: PatternSet, limits: MatchLimits = MatchLimits()) {
    self.set = set
    filter = set.filter
    canSearch = scratch.prepare(for: set.filter.database)
    review = StringReview(of: set.filter)
    matcher = PatternMatcher(limits: limits)
    candidates = Candidates(patterns: set.patterns.count)
  }

  /// Tells every pattern that matches a line of the block, in the order of the lines and, for one line, of the patterns.
  ///
  /// The block holds whole lines, separated by line feeds; the last may lack its own.
  package func scan(_ block: UnsafeRawBufferPointer, onHit: (borrowing Hit) -> Void) {
    let lines = Lines(in: block)
    var start = 0
    while start < block.count {
      let end = lines.endOfWholeLines(from: start, length: PatternScanner.stretch)
      scan(block, from: start, to: end, onHit: onHit)
      start = end
    }
  }

  /// Tells every pattern that matches one event, which may hold line feeds.
  package func match(event: UnsafeRawBufferPointer, onHit: (borrowing Hit) -> Void) {
    counts.bytes += event.count
    candidates.beginLine()
    if find(in: event) {
      for find in finds.sorted() { candidates.add(filter.patternsByString[find.string], because: find.string) }
      candidates.add(filter.patternsWithoutString, because: nil)
    } else {
      candidates.add(set.patterns.indices, because: nil)
    }
    judge(0..<event.count, in: event, onHit: onHit)
    reviewStrings(after: event)
  }

  /// Searches for all strings; false where that was not possible, and every line is a candidate for every pattern.
  private func find(in bytes: UnsafeRawBufferPointer) -> Bool {
    finds.removeAll()
    guard let database = filter.database else { return true }
    return canSearch && database.search(bytes, with: scratch, into: finds)
  }

  private func scan(_ block: UnsafeRawBufferPointer, from start: Int, to end: Int, onHit: (borrowing Hit) -> Void) {
    let stretch = UnsafeRawBufferPointer(rebasing: block[start..<end])
    counts.bytes += stretch.count
    let isSearched = find(in: stretch)
    let onEveryLine = isSearched ? filter.patternsWithoutString : Array(set.patterns.indices)
    let lines = Lines(in: block)
    let found = finds.sorted()
    var next = found.startIndex
    var lineStart = start
    while true {
      if onEveryLine.isEmpty {
        guard next < found.endIndex else { break }
        lineStart = lines.start(before: start + found[next].lastByte, from: lineStart)
      }
      guard lineStart < end else { break }
      let lineEnd = lines.end(from: lineStart)
      candidates.beginLine()
      while next < found.endIndex, start + found[next].lastByte <= lineEnd {
        candidates.add(filter.patternsByString[found[next].string], because: found[next].string)
        next += 1
      }
      candidates.add(onEveryLine, because: nil)
      judge(lines.content(from: lineStart, to: lineEnd), in: block, onHit: onHit)
      lineStart = lineEnd + 1
    }
    reviewStrings(after: stretch)
  }

  /// Asks PCRE2 about a line, for each pattern that it is a candidate for.
  private func judge(_ line: Range<Int>, in block: UnsafeRawBufferPointer, onHit: (borrowing Hit) -> Void) {
    let event = UnsafeRawBufferPointer(rebasing: block[line])
    for candidate in candidates.sorted() {
      counts.candidates += 1
      if let match = matcher.firstMatch(of: set.patterns[candidate.pattern], in: event) {
        counts.hits += 1
        onHit(Hit(pattern: candidate.pattern, line: line, match: match))
      } else if let string = candidate.string {
        review.countFalseCandidate(of: string)
      }
    }
    counts.limitsReached = matcher.limitsReached
  }

  private func reviewStrings(after bytes: UnsafeRawBufferPointer) {
    guard let better = review.filter(after: bytes, for: set.shapes) else { return }
    filter = better
    canSearch = scratch.prepare(for: better.database)
    counts.choices += 1
  }
}
