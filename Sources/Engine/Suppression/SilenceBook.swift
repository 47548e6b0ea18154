import Model

/// All silences that have not ended, and how far each is in its life.
struct SilenceBook: Sendable {
  struct Row: Sendable, Codable {
    var silence: Silence
    /// It holds, and what it silences has been looked at.
    var isStarted = false
    /// A firing alert was silenced by it.
    var isUsed = false
    var isReminded = false

    /// The next step of its life.
    var deadline: Instant {
      if !isStarted { return silence.startsAt }
      return isReminded ? silence.endsAt : min(SilenceBook.reminder(silence), silence.endsAt)
    }
  }

  /// How long before its end a silence that still silences something is told of.
  private static let reminder = Duration.minutes(15)

  private var table = Table<Row> { $0.deadline }
  private var matchers: [Silence.ID: LabelMatchers] = [:]

  /// A short silence is reminded of in its last quarter.
  private static func reminder(_ silence: Silence) -> Instant {
    let length = silence.endsAt - silence.startsAt
    return silence.endsAt - min(reminder, .nanoseconds(length.nanoseconds / 4))
  }

  var nextDeadline: Instant? { table.nextDeadline }

  /// Those that have not ended, by their end.
  var all: [Silence] {
    table.rows.values.map(\.silence).sorted { ($0.endsAt, $0.id) < ($1.endsAt, $1.id) }
  }

  mutating func set(_ silence: Silence) {
    matchers[silence.id] = LabelMatchers(silence.matchers)
    table.update(silence.id) { row in
      row = Row(silence: silence, isUsed: row?.isUsed ?? false)
    }
  }

  /// The silences that hold for an alert.
  func silences(for labels: Labels, at now: Instant) -> [Silence.ID] {
    guard table.count > 0 else { return [] }
    return table.sortedKeys.filter { id in
      (table[id]?.silence.isActive(at: now) ?? false) && (matchers[id]?.match(labels) ?? false)
    }
  }

  /// What comes next in a silence's life.
  enum Step: Equatable {
    case started
    case endsSoon
    case ended(isUsed: Bool)
  }

  /// The next step that is due by `now`; an ended silence is forgotten with it.
  mutating func popDue(by now: Instant) -> (silence: Silence, step: Step)? {
    guard let id = table.popDue(by: now), let row = table[id] else { return nil }
    if row.silence.endsAt <= now { return (row.silence, end(id)) }
    table.update(id) { row in
      if row?.isStarted ?? true { row?.isReminded = true }
      row?.isStarted = true
    }
    return (row.silence, row.isStarted ? .endsSoon : .started)
  }

  /// Ends a silence before its time; nil where there is none.
  mutating func expire(_ id: Silence.ID) -> (silence: Silence, step: Step)? {
    guard let row = table[id] else { return nil }
    return (row.silence, end(id))
  }

  /// The started silences that end with their alerts, and whose alerts are all over.
  func done(_ firing: [Labels]) -> [Silence.ID] {
    table.sortedKeys.filter { id in
      guard let row = table[id], row.silence.endsOnResolve, row.isUsed, let matchers = matchers[id] else {
        return false
      }
      return !firing.contains { matchers.match($0) }
    }
  }

  /// Whether any silence ends with its alerts.
  var endsWithAlerts: Bool { table.rows.values.contains { $0.silence.endsOnResolve } }

  mutating func use(_ id: Silence.ID) {
    guard table[id].map({ !$0.isUsed }) ?? false else { return }
    table.update(id) { $0?.isUsed = true }
  }

  func matches(_ silence: Silence, _ labels: Labels) -> Bool { LabelMatchers(silence.matchers).match(labels) }

  private mutating func end(_ id: Silence.ID) -> Step {
    let isUsed = table[id]?.isUsed ?? false
    table.update(id) { $0 = nil }
    matchers[id] = nil
    return .ended(isUsed: isUsed)
  }

  mutating func restore(_ key: String, from record: [UInt8]) {
    table.restore(key, from: record)
    if let row = table[key] { matchers[key] = LabelMatchers(row.silence.matchers) }
  }

  mutating func takeChanges(into records: inout RecordChanges) {
    table.takeChanges(into: &records, prefix: RecordPath.prefix("silence"))
  }
}
