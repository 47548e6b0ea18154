import Model

/// Which summaries are due: each point of a schedule exactly once, over restarts too.
struct SummaryClock: Sendable {
  private struct Row: Sendable, Codable {
    /// The last point that is done; at first, when the summary was first seen.
    var done: Instant
    var next: Instant?
  }

  /// How late a missed summary is still sent.
  static let catchUp = Duration.hours(12)
  /// Points of one summary that are made up for at once.
  private static let catchUpCount = 24

  private let schedules: [String: Schedule]
  private var table = Table<Row> { $0.next }

  init(_ summaries: [SummaryDefinition]) {
    schedules = Dictionary(uniqueKeysWithValues: summaries.map { ($0.name.text, $0.schedule) })
  }

  /// After all records are back: summaries that are new count from now, and schedules may have changed.
  mutating func start(at now: Instant) {
    for (name, schedule) in schedules {
      table.update(name) { row in
        let done = row?.done ?? now
        row = Row(done: done, next: schedule.next(after: done))
      }
    }
  }

  var nextDeadline: Instant? { table.nextDeadline }

  /// The points that are due, by summary.
  mutating func popDue(by now: Instant) -> (summary: SummaryName, points: [Instant])? {
    guard let name = table.popDue(by: now), let schedule = schedules[name], let row = table[name] else { return nil }
    var points: [Instant] = []
    var last = max(row.done, now - SummaryClock.catchUp)
    while let point = schedule.next(after: last), point <= now {
      points.append(point)
      last = point
    }
    table.update(name) { $0 = Row(done: now, next: schedule.next(after: now)) }
    return (SummaryName(name), Array(points.suffix(SummaryClock.catchUpCount)))
  }

  mutating func restore(_ key: String, from record: [UInt8]) -> Bool {
    guard schedules[key] != nil else { return false }
    table.restore(key, from: record)
    return true
  }

  mutating func takeChanges(into records: inout RecordChanges) {
    table.takeChanges(into: &records, prefix: RecordPath.prefix("summary"))
  }
}
