internal import Glibc
package import Model
internal import Patterns

/// Finds the lines that rules see: one thread's, for one source.
package final class Recognizer {
  let rules: SourceRules
  let matcher = PatternMatcher()
  private let scanner: PatternScanner

  /// What is shown at the end of a line of which only the beginning was read.
  static let cutMark = " […]"

  package init(_ rules: SourceRules) {
    self.rules = rules
    scanner = PatternScanner(rules.set)
  }

  /// Matches that were given up because they reached a limit.
  package var limitsReached: Int { scanner.counts.limitsReached + matcher.limitsReached }

  /// The events in a block of whole lines; a cut line is the beginning of one that is too long.
  ///
  /// `lineBefore` is the event time of the line before the block, and afterwards that of the block's last line.
  package func recognize(
    _ block: UnsafeRawBufferPointer,
    isCut: Bool = false,
    origin: String,
    arrival: Instant,
    lineBefore: inout Instant?
  ) -> [LineEvent] {
    var times = BlockTimes(block, rules: rules, matcher: matcher, arrival: arrival, before: lineBefore)
    var events: [LineEvent] = []
    var current: Range<Int>?
    var candidates: [Candidate] = []

    func finish() {
      guard let line = current, !candidates.isEmpty else { return }
      let bytes = UnsafeRawBufferPointer(rebasing: block[line])
      let fields = fields(of: bytes)
      let hits = seen(candidates, fields: fields)
      candidates.removeAll(keepingCapacity: true)
      guard !hits.isEmpty else { return }
      let text = String(decoding: bytes, as: UTF8.self) + (isCut ? Recognizer.cutMark : "")
      let time = times.time(of: line, fields: fields)
      events.append(LineEvent(source: rules.source.name, origin: origin, time: time, text: text, hits: hits))
    }

    if rules.seesEveryLine {
      Recognizer.eachLine(of: block) { line in
        current = line
        candidates = self.candidates(in: UnsafeRawBufferPointer(rebasing: block[line]))
        finish()
      }
    } else {
      scanner.scan(block) { hit in
        if hit.line != current {
          finish()
          current = hit.line
        }
        note(hit, in: &candidates)
      }
      finish()
    }
    lineBefore = times.atEnd()
    return events
  }

  /// The event that several lines are, as `recognize` does for a block; carriage returns before line feeds are left out.
  func recognize(
    event: UnsafeRawBufferPointer,
    origin: String,
    arrival: Instant,
    lineBefore: inout Instant?
  ) -> [LineEvent] {
    var text: [UInt8] = []
    text.reserveCapacity(event.count)
    Recognizer.eachLine(of: event) { line in
      if !text.isEmpty || line.lowerBound > 0 { text.append(0x0A) }
      text += event[line]
    }
    return text.withUnsafeBytes { bytes in
      let fields = fields(of: bytes)
      let time = rules.clock?.time(of: bytes, fields: { fields }, now: arrival)
      if let time { lineBefore = time }
      let hits = seen(candidates(in: bytes), fields: fields)
      guard !hits.isEmpty else { return [] }
      let text = String(decoding: bytes, as: UTF8.self)
      let place = time ?? lineBefore ?? arrival
      return [
        LineEvent(
          source: rules.source.name,
          origin: origin,
          time: rules.clock == nil ? arrival : place,
          text: text,
          hits: hits
        )
      ]
    }
  }

  /// The event that one text is, with fields that came along with it (a chat's sender, a journal entry's unit).
  ///
  /// Nil where no rule sees it.
  package func recognize(text: String, origin: String, time: Instant, fields: [String: String] = [:]) -> LineEvent? {
    var text = text
    let hits = text.withUTF8 { bytes in
      let event = UnsafeRawBufferPointer(bytes)
      let parsed = self.fields(of: event)
      return seen(candidates(in: event), fields: fields.merging(parsed) { _, parsed in parsed })
    }
    guard !hits.isEmpty else { return nil }
    return LineEvent(source: rules.source.name, origin: origin, time: time, text: text, hits: hits)
  }

  func fields(of event: UnsafeRawBufferPointer) -> [String: String] {
    rules.parser?.fields(of: event, with: matcher) ?? [:]
  }

  /// A rule one of whose patterns matches a line, and none of whose exemptions does.
  private struct Candidate {
    let rule: Int
    let captures: [String: String]
  }

  private func candidates(in event: UnsafeRawBufferPointer) -> [Candidate] {
    var candidates: [Candidate] = []
    for (index, rule) in rules.rules.enumerated() where rule.patterns.isEmpty && !isExempt(event, from: rule) {
      candidates.append(Candidate(rule: index, captures: [:]))
    }
    scanner.match(event: event) { note($0, in: &candidates) }
    return candidates
  }

  private func note(_ hit: borrowing PatternScanner.Hit, in candidates: inout [Candidate]) {
    var captures: [String: String]?
    for rule in rules.rulesOfPattern[hit.pattern] where !candidates.contains(where: { $0.rule == rule }) {
      guard !isExempt(hit.match.event, from: rules.rules[rule]) else { continue }
      let found = captures ?? hit.match.captures
      captures = found
      candidates.append(Candidate(rule: rule, captures: found))
    }
  }

  private func isExempt(_ event: UnsafeRawBufferPointer, from rule: LineRule) -> Bool {
    rule.unless.contains { matcher.matches($0, in: event) }
  }

  /// The rules whose conditions are met, in their order.
  private func seen(_ candidates: [Candidate], fields: [String: String]) -> [LineEvent.Hit] {
    candidates.sorted { $0.rule < $1.rule }.compactMap { candidate in
      let rule = rules.rules[candidate.rule]
      let fields = fields.merging(candidate.captures) { _, captured in captured }
      guard rule.condition?.holds(for: { fields[$0] }) ?? true else { return nil }
      return LineEvent.Hit(target: rule.target, fields: fields)
    }
  }

  /// Every line's range, without its line feed and a carriage return before it.
  static func eachLine(of block: UnsafeRawBufferPointer, body: (Range<Int>) -> Void) {
    guard let base = block.baseAddress else { return }
    var start = 0
    while start < block.count {
      let feed = memchr(base + start, 0x0A, block.count - start).map { UnsafeRawPointer($0) - base }
      let end = feed ?? block.count
      body(start..<(end > start && block[end - 1] == 0x0D ? end - 1 : end))
      start = end + 1
    }
  }
}
