/// The state of a scanner and its way through the bytes.
///
/// A struct, so that the loops over lines pay for no checks of access.
struct Scan: ~Copyable {
  typealias OnHit = (borrowing PatternScanner.Hit) -> Void

  private(set) var counts = PatternScanner.Counts()
  private let set: PatternSet
  private var filter: StringFilter
  /// Whether `scratch` has room for the filter's search.
  private var canSearch: Bool
  private var review: StringReview
  private var memory: MatchMemory
  private let scratch = StringDatabase.Scratch()
  private let finds = StringFinds()
  private var candidates: Candidates

  /// Bytes that are searched before their candidates are judged: they are still in the processor's cache then.
  private static let stretchLength = 128 << 10

  init(_ set: PatternSet, limits: MatchLimits) {
    self.set = set
    filter = set.filter
    canSearch = scratch.prepare(for: set.filter.database)
    review = StringReview(of: set.filter)
    memory = MatchMemory(limits: limits)
    candidates = Candidates(patterns: set.patterns.count)
  }

  /// Tells the hits in a block of whole lines.
  mutating func lines(of block: UnsafeRawBufferPointer, onHit: OnHit) {
    let lines = Lines(in: block)
    var start = 0
    while start < block.count {
      let end = lines.endOfWholeLines(from: start, length: Scan.stretchLength)
      stretch(of: block, from: start, to: end, onHit: onHit)
      start = end
    }
  }

  /// Tells the hits in one event, which may hold line feeds.
  mutating func event(_ event: UnsafeRawBufferPointer, onHit: OnHit) {
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
  private mutating func find(in bytes: UnsafeRawBufferPointer) -> Bool {
    finds.removeAll()
    guard let database = filter.database else { return true }
    return canSearch && database.search(bytes, with: scratch, into: finds)
  }

  private mutating func stretch(of block: UnsafeRawBufferPointer, from start: Int, to end: Int, onHit: OnHit) {
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
  private mutating func judge(_ line: Range<Int>, in block: UnsafeRawBufferPointer, onHit: OnHit) {
    let event = UnsafeRawBufferPointer(rebasing: block[line])
    for candidate in candidates.sorted() {
      counts.candidates += 1
      if let match = memory.firstMatch(of: set.patterns[candidate.pattern], in: event) {
        counts.hits += 1
        onHit(PatternScanner.Hit(pattern: candidate.pattern, line: line, match: match))
      } else if let string = candidate.string {
        review.countFalseCandidate(of: string)
      }
    }
    counts.limitsReached = memory.limitsReached
  }

  private mutating func reviewStrings(after bytes: UnsafeRawBufferPointer) {
    guard let better = review.filter(after: bytes, for: set.shapes) else { return }
    filter = better
    canSearch = scratch.prepare(for: better.database)
    counts.choices += 1
  }
}
