import Engine
package import Inputs
package import Model

/// Rules over old logs, with virtual time taken from their lines: what would have been told, and when.
package struct Replay {
  /// What is still open after the last line gets so long to resolve.
  private static let aftermath = Duration.hours(1)

  private let rules: RuleSet
  private let hooks: [HookDefinition]
  private let period: Range<Instant>

  /// Prepares a replay of what happened within a period.
  package init(rules: RuleSet, hooks: [HookDefinition], period: Range<Instant>) {
    self.rules = rules
    self.hooks = hooks
    self.period = period
  }

  /// Lets all lines happen in the order of time, and hands over each message as it is told.
  ///
  /// Only what is read ahead, what the engine remembers and the counts are in memory, however long the logs are.
  package func run(
    _ logs: ReplayLogs,
    progress: (ReplayProgress) -> Void,
    told: (ToldMessage) throws -> Void
  ) throws -> ReplayFindings {
    let lines = LinesAhead(logs.logs)
    defer { lines.stop() }
    var log = ReplayLog()
    var rehearsal: Rehearsal?
    var last = period.lowerBound

    func look() throws {
      guard let happenings = rehearsal?.takeHappenings() else { return }
      log.note(happenings)
      try happenings.told.forEach(told)
    }

    while let batch = try lines.next() {
      progress(lines.progress)
      for event in batch where period.contains(event.time) {
        if rehearsal == nil { rehearsal = Rehearsal(rules: rules, hooks: hooks, start: event.time) }
        last = max(last, event.time)
        log.note(event)
        rehearsal?.advance(to: event.time)
        rehearsal?.handle(.lines([event]))
        try look()
      }
    }
    rehearsal?.advance(to: min(last + Self.aftermath, period.upperBound))
    try look()
    var findings = log.findings(of: rules, sources: logs.sources)
    (findings.lines, findings.bytes) = (lines.progress.lines, lines.progress.bytes)
    return findings
  }
}
