import Model

/// All alerts of one rule on lines, by the values that make an alert of their own.
struct LineAlerts: Sendable {
  let rule: LineRule
  private(set) var table: Table<LineAlert>
  /// The waiting alerts, the one without lines for longest first: it makes room for a new one.
  private var waiting = Agenda()
  private(set) var overflow = Overflow()

  init(_ rule: LineRule) {
    self.rule = rule
    table = Table { $0.deadline(rule) }
  }

  /// Begins to wait for lines where their absence is the fault.
  mutating func start(at now: Instant) {
    guard case .absence = rule.trigger, rule.by.isEmpty, table[""] == nil else { return }
    table.update("") { $0 = LineAlert(at: now) }
  }

  var nextDeadline: Instant? { table.nextDeadline }
  var count: Int { table.count }

  /// A line that the rule matches; the limit is that of the alerts that are remembered at once.
  mutating func match(_ line: LineAlert.Line, limit: KeyRoom.Limit, _ changes: inout [AlertChange]) {
    let key = rule.key(line.fields)
    guard hasRoom(for: key, limit) else { return }
    advance(key, to: line.time, &changes)
    step(key, &changes) { alert, rule in
      if alert == nil { alert = LineAlert(at: line.time) }
      return alert?.match(line, rule) ?? .nothing
    }
  }

  /// A line that ends alerts: all of those whose values it repeats.
  mutating func resolve(_ line: LineAlert.Line, repeating names: [String], _ changes: inout [AlertChange]) {
    for key in keys(repeated: names, in: line.fields) {
      advance(key, to: line.time, &changes)
      step(key, &changes) { alert, rule in alert?.resolve(at: line.time, rule) ?? .nothing }
    }
  }

  /// Does what is due by `now`.
  mutating func advance(to now: Instant, limit: Int, _ changes: inout [AlertChange]) {
    while let key = table.popDue(by: now) { advance(key, to: now, &changes) }
    overflow.settle(keys: table.count, limit: limit)
  }

  /// Notes who looks after the firing alerts with a name or dedup key.
  mutating func acknowledge(_ name: String, by author: String) {
    for (key, alert) in active where alert.phase == .firing {
      guard name == rule.name.text || name == alert.alert(rule).key else { continue }
      table.update(key) { $0?.acknowledgedBy = author }
    }
  }

  mutating func takeOverflow() -> RuleFault.Kind? { overflow.takeNews() }

  private mutating func advance(_ key: String, to time: Instant, _ changes: inout [AlertChange]) {
    while let deadline = table[key]?.deadline(rule), deadline <= time {
      step(key, &changes) { alert, rule in alert?.expire(at: deadline, rule) ?? .nothing }
    }
  }

  private mutating func step(
    _ key: String,
    _ changes: inout [AlertChange],
    _ take: (inout LineAlert?, LineRule) -> LineAlert.Step
  ) {
    let id = AlertID(rule: rule.id, key: key)
    table.update(key) { [rule] alert in
      let step = take(&alert, rule)
      switch step {
      case .nothing, .lapsed: break
      case .fired: if let alert { changes.append(.fired(id, alert.alert(rule))) }
      case .resolved(let final): changes.append(.resolved(id, final))
      case .ended(let final): changes.append(.ended(id, final))
      }
      if step.isEnd(of: rule) { alert = nil }
    }
    noteWaiting(key)
  }

  /// The alerts that a line speaks of: fields that it lacks may have any value.
  private func keys(repeated names: [String], in fields: [String: String]) -> [String] {
    let known = (rule.by + names).filter { fields[$0] != nil }
    let candidates = rule.by.allSatisfy { fields[$0] != nil } ? [rule.key(fields)] : table.sortedKeys
    return candidates.filter { key in
      guard let alert = table[key] else { return false }
      return known.allSatisfy { alert.fields[$0] == fields[$0].map { LineText.cut($0, to: LineText.fieldLength) } }
    }
  }

  private mutating func noteWaiting(_ key: String) {
    let alert = table[key]
    waiting.schedule(key, at: alert?.phase == .waiting ? alert?.last : nil)
  }

  /// Makes room for a new key, at the cost of the waiting alert that had no line for longest.
  private mutating func hasRoom(for key: String, _ limit: KeyRoom.Limit) -> Bool {
    guard table[key] == nil, table.count >= limit.keys else { return true }
    overflow.count(limit)
    let oldest = waiting.popDue(by: .distantFuture) { [table] key in
      table[key].flatMap { $0.phase == .waiting ? $0.last : nil }
    }
    guard let oldest else { return false }
    table.update(oldest) { $0 = nil }
    return true
  }
}

extension LineAlerts {
  /// The alert with a key, where it is firing.
  func firing(_ key: String) -> (alert: Alert, acknowledgedBy: String?)? {
    guard let alert = table[key], alert.phase == .firing else { return nil }
    return (alert.alert(rule), alert.acknowledgedBy)
  }

  /// Pending and firing alerts, by key.
  var active: [(key: String, alert: LineAlert)] {
    table.rows.filter { $0.value.phase != .waiting }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}

extension LineAlerts {
  mutating func restore(_ key: String, from record: [UInt8]) {
    table.restore(key, from: record)
    noteWaiting(key)
  }

  mutating func takeChanges(into records: inout RecordChanges) {
    table.takeChanges(into: &records, prefix: RecordPath.prefix("alert", rule.id.text))
  }
}
