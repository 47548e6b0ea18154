import Model

/// All alerts of one rule on a metric, by series.
struct MetricAlerts: Sendable {
  let rule: MetricRule
  private(set) var table: Table<MetricAlert>
  /// How often each series' alert changed lately, where the rule wants that to be watched.
  private var flaps = Table<Flapping> { $0.deadline }
  private(set) var overflow = Overflow()

  init(_ rule: MetricRule) {
    self.rule = rule
    table = Table { $0.deadline(rule) }
  }

  var nextDeadline: Instant? { [table.nextDeadline, flaps.nextDeadline].compactMap { $0 }.min() }

  var count: Int { table.count }

  /// A new value of a series; the limit is that of the alerts that are remembered at once.
  mutating func take(_ sample: Sample, owner: MetricName, limit: KeyRoom.Limit, _ changes: inout [AlertChange]) {
    guard rule.selects(sample) else { return }
    let key = sample.labels.description
    var own: [AlertChange] = []
    step(key, &own, with: sample, owner: owner, limit)
    watch(key, sample, owner: owner, limit, &own)
    changes += own
  }

  private mutating func step(
    _ key: String,
    _ changes: inout [AlertChange],
    with sample: Sample,
    owner: MetricName,
    _ limit: KeyRoom.Limit
  ) {
    let verdict = rule.verdict(sample.value)
    if table[key] == nil {
      guard case .holds(let level) = verdict else { return }
      guard table.count < limit.keys else { return overflow.count(limit) }
      table.update(key) { $0 = MetricAlert(sample, owner: owner, level: level) }
    }
    step(key, &changes) { alert, rule in alert.take(sample, verdict, rule) }
  }

  /// A run of the command that prints the rule's series failed.
  mutating func fail(owner: MetricName, _ changes: inout [AlertChange]) {
    for key in keys(of: owner) { step(key, &changes) { alert, _ in alert.fail() } }
  }

  /// A run printed these series; all others of the same command were missing from it.
  mutating func miss(allBut present: Set<Labels>, owner: MetricName, at time: Instant, _ changes: inout [AlertChange]) {
    for key in keys(of: owner) where table[key].map({ !present.contains($0.series) }) ?? false {
      step(key, &changes) { alert, rule in alert.miss(at: time, rule) }
    }
  }

  /// These are all series that their owner has now: the conditions of all others do not hold.
  mutating func clear(allBut present: Set<Labels>, owner: MetricName, at time: Instant, _ changes: inout [AlertChange])
  {
    for key in keys(of: owner) where table[key].map({ !present.contains($0.series) }) ?? false {
      step(key, &changes) { alert, rule in alert.clear(at: time, rule) }
    }
  }

  /// Does what is due by `now`.
  mutating func advance(to now: Instant, limit: Int, _ changes: inout [AlertChange]) {
    while let key = table.popDue(by: now) { step(key, &changes) { alert, rule in alert.due(by: now, rule) } }
    while let key = flaps.popDue(by: now) { calm(key, &changes) }
    overflow.settle(keys: table.count, limit: limit)
  }

  /// Notes who looks after the firing alerts with a name or dedup key.
  mutating func acknowledge(_ name: String, by author: String) {
    for (key, alert) in active where alert.phase == .firing {
      guard name == rule.name.text || name == alert.alert(rule).key else { continue }
      table.update(key) { $0?.acknowledgedBy = author }
    }
  }

  /// Whether one of the owner's series has an alert, firing or pending.
  func has(owner: MetricName) -> Bool { table.rows.contains { $0.value.owner == owner } }

  mutating func takeOverflow() -> RuleFault.Kind? { overflow.takeNews() }

  private func keys(of owner: MetricName) -> [String] {
    table.rows.filter { $0.value.owner == owner }.keys.sorted()
  }

  private mutating func step(
    _ key: String,
    _ changes: inout [AlertChange],
    _ take: (inout MetricAlert, MetricRule) -> MetricAlert.Step
  ) {
    let id = AlertID(rule: rule.id, key: key)
    table.update(key) { [rule] row in
      guard var alert = row else { return }
      row = nil
      let step = take(&alert, rule)
      switch step {
      case .nothing: row = alert
      case .lapsed: break
      case .fired:
        changes.append(.fired(id, alert.alert(rule)))
        row = alert
      case .changed:
        changes.append(.changed(id, alert.alert(rule)))
        row = alert
      case .resolved(let final): changes.append(.resolved(id, final))
      }
    }
  }
}

extension MetricAlerts {
  /// Notes what a value made of an alert; what begins to flap is told before the change that it began with, what calms down after it.
  private mutating func watch(
    _ key: String,
    _ sample: Sample,
    owner: MetricName,
    _ limit: KeyRoom.Limit,
    _ changes: inout [AlertChange]
  ) {
    guard rule.condition.flapping else { return }
    let alert = table[key]
    // A state that `for` has not confirmed says nothing yet.
    guard alert?.phase != .pending, alert != nil || flaps[key] != nil else { return }
    guard flaps[key] != nil || flaps.count < limit.keys else { return }
    let wasFlapping = flaps[key]?.isFlapping ?? false
    let state = alert.map { rule.rank($0.level) } ?? 0
    let flap = flaps.update(key) { row in
      var flap = row ?? Flapping(sample, owner: owner)
      flap.note(state, sample)
      row = flap.isIdle ? nil : flap
      return flap
    }
    guard flap.isFlapping != wasFlapping else { return }
    let id = AlertID(rule: rule.id, key: key)
    let present = firing(key)?.alert ?? ended(flap)
    if flap.isFlapping {
      changes.insert(.flapping(id, present), at: 0)
    } else {
      changes.append(.steady(id, present))
    }
  }

  /// Forgets how often an alert changed, since its series comes no more.
  private mutating func calm(_ key: String, _ changes: inout [AlertChange]) {
    guard let flap = flaps[key] else { return }
    flaps.update(key) { $0 = nil }
    guard flap.isFlapping else { return }
    changes.append(.steady(AlertID(rule: rule.id, key: key), firing(key)?.alert ?? ended(flap)))
  }

  private func ended(_ flap: Flapping) -> Alert {
    let time = flap.sample.time
    return MetricAlert(flap.sample, owner: flap.owner, level: nil).alert(rule, status: .resolved, endsAt: time)
  }

  /// The alerts that flap.
  var flapping: [AlertID] {
    flaps.sortedKeys.filter { flaps[$0]?.isFlapping ?? false }.map { AlertID(rule: rule.id, key: $0) }
  }
}

extension MetricAlerts {
  /// The alert with a key, where it is firing.
  func firing(_ key: String) -> (alert: Alert, acknowledgedBy: String?)? {
    guard let alert = table[key], alert.phase == .firing else { return nil }
    return (alert.alert(rule), alert.acknowledgedBy)
  }

  /// Pending and firing alerts, by key.
  var active: [(key: String, alert: MetricAlert)] {
    table.rows.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  mutating func restore(_ key: String, from record: [UInt8]) {
    table.restore(key, from: record)
  }

  mutating func restoreFlapping(_ key: String, from record: [UInt8]) {
    flaps.restore(key, from: record)
  }

  mutating func takeChanges(into records: inout RecordChanges) {
    table.takeChanges(into: &records, prefix: RecordPath.prefix("alert", rule.id.text))
    flaps.takeChanges(into: &records, prefix: RecordPath.prefix("flapping", rule.id.text))
  }
}
