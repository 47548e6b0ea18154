package import Inputs
package import Model

/// Rules over old logs, with virtual time taken from their lines: what would have been told, and when.
package struct Replay {
  private let rules: RuleSet
  private let hooks: [HookDefinition]
  private let period: Range<Instant>
  private var events: [LineEvent] = []
  /// Lines that each rule saw.
  package private(set) var counts: [LineEvent.Target: Int] = [:]
  package private(set) var lines = 0
  package private(set) var bytes = 0

  /// Prepares a replay of what happened within a period.
  package init(rules: RuleSet, hooks: [HookDefinition], period: Range<Instant>) {
    self.rules = rules
    self.hooks = hooks
    self.period = period
  }

  /// Reads a file as lines of a source; `progress` is told how many bytes of it were read.
  package mutating func read(
    _ file: RecordedFile,
    as source: SourceDefinition,
    progress: (Int) -> Void
  ) throws {
    let timed = try TimeGuess.source(source, for: try file.firstLine(), rules: rules)
    let (linesBefore, bytesBefore) = (lines, bytes)
    try file.read(as: try SourceRules(source: timed, rules: rules)) { events, read in
      lines = linesBefore + read.lines
      bytes = bytesBefore + read.bytes
      for event in events where period.contains(event.time) {
        for hit in event.hits { counts[hit.target, default: 0] += 1 }
        self.events.append(event)
      }
      progress(read.bytes)
    }
  }

  /// Lets all that was read happen, in the order of time; gives the messages.
  package mutating func run() -> Rehearsal? {
    // A stable sort: lines of one moment stay in their order.
    let ordered = events.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }
    guard let first = ordered.first?.element.time, let last = ordered.last?.element.time else { return nil }
    var rehearsal = Rehearsal(rules: rules, hooks: hooks, start: first)
    for (_, event) in ordered {
      rehearsal.advance(to: event.time)
      rehearsal.take(lines: [event])
    }
    rehearsal.advance(to: min(last + Self.aftermath, period.upperBound))
    return rehearsal
  }

  /// What is still open after the last line gets so long to resolve.
  private static let aftermath = Duration.hours(1)
}
