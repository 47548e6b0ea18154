import Model

/// The times that alerts fired, for summaries: open ones and those of the last days.
struct EpisodeLog: Sendable {
  private struct Row: Sendable, Codable {
    var id: AlertID
    var episode: SummaryReport.Episode
  }

  /// A week's summary may come half a day late.
  private static let keep = Duration.days(9)
  private static let limit = 20_000

  private var table = Table<Row> { row in row.episode.endsAt.map { $0 + EpisodeLog.keep } }
  private var open: [AlertID: String] = [:]
  /// All episodes, the oldest first: it makes room for a new one.
  private var byAge = Agenda()

  var nextDeadline: Instant? { table.nextDeadline }

  mutating func apply(_ change: AlertChange) {
    switch change {
    case .fired(let id, let alert): begin(id, alert)
    case .changed(let id, let alert):
      guard let key = open[id] else { return }
      table.update(key) { $0?.episode.labels = alert.labels }
    case .resolved(let id, let final), .ended(let id, let final):
      guard let key = open.removeValue(forKey: id) else { return }
      table.update(key) { row in
        row?.episode.endsAt = final.endsAt
        row?.episode.count = final.count
      }
    case .flapping, .steady: break
    }
  }

  /// Forgets what is too old.
  mutating func advance(to now: Instant) {
    while let key = table.popDue(by: now) {
      table.update(key) { $0 = nil }
      byAge.schedule(key, at: nil)
    }
  }

  /// The episodes that touch a period, by their beginning; `count` tells how many lines an open one has.
  func episodes(in period: Range<Instant>, count: (AlertID) -> Int?) -> [SummaryReport.Episode] {
    table.sortedKeys.compactMap { key in
      guard var row = table[key], row.episode.startsAt < period.upperBound else { return nil }
      guard row.episode.endsAt.map({ $0 >= period.lowerBound }) ?? true else { return nil }
      if row.episode.endsAt == nil { row.episode.count = count(row.id) ?? row.episode.count }
      return row.episode
    }
  }

  /// The newest episode that is over and meets a condition.
  func last(where isMeant: (SummaryReport.Episode, RuleName) -> Bool) -> SummaryReport.Episode? {
    for key in table.sortedKeys.reversed() {
      if let row = table[key], row.episode.endsAt != nil, isMeant(row.episode, row.id.rule) { return row.episode }
    }
    return nil
  }

  private mutating func begin(_ id: AlertID, _ alert: Alert) {
    makeRoom()
    let start = String(max(0, alert.startsAt.nanoseconds)).zeroPadded(to: 19)
    let key = start + "/" + RecordPath.prefix(id.rule.text) + id.key
    let episode = SummaryReport.Episode(
      name: alert.name,
      labels: alert.labels,
      startsAt: alert.startsAt,
      endsAt: nil,
      count: alert.count
    )
    table.update(key) { $0 = Row(id: id, episode: episode) }
    open[id] = key
    byAge.schedule(key, at: alert.startsAt)
  }
}

extension EpisodeLog {
  private mutating func makeRoom() {
    guard table.count >= EpisodeLog.limit else { return }
    let oldest = byAge.popDue(by: .distantFuture) { [table] in table[$0]?.episode.startsAt }
    guard let oldest, let row = table[oldest] else { return }
    open[row.id] = nil
    table.update(oldest) { $0 = nil }
  }

  mutating func restore(_ key: String, from record: [UInt8]) {
    table.restore(key, from: record)
    guard let row = table[key] else { return }
    byAge.schedule(key, at: row.episode.startsAt)
    if row.episode.endsAt == nil { open[row.id] = key }
  }

  /// After all records are back: what is open and fires no longer, since its rule is gone, ended with the reload.
  mutating func reconcile(_ firing: Set<AlertID>, now: Instant) {
    for (id, key) in open where !firing.contains(id) {
      table.update(key) { $0?.episode.endsAt = now }
      open[id] = nil
    }
  }

  mutating func takeChanges(into records: inout RecordChanges) {
    table.takeChanges(into: &records, prefix: RecordPath.prefix("episode"))
  }
}
