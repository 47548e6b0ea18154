import Model

/// All alerts of one rule on a metric, by series.
struct MetricAlerts: Sendable {
  let rule: MetricRule
  private let limit: Int
  private(set) var table: Table<MetricAlert>
  private(set) var overflow = Overflow()

  init(_ rule: MetricRule, limit: Int) {
    self.rule = rule
    self.limit = limit
    table = Table { $0.deadline(rule) }
  }

  /// A new value of a series.
  mutating func take(_ sample: Sample, owner: MetricName, _ changes: inout [AlertChange]) {
    guard rule.selects(sample) else { return }
    let key = sample.labels.description
    let verdict = rule.verdict(sample.value)
    if table[key] == nil {
      guard case .holds(let level) = verdict else { return }
      guard table.count < limit else { return overflow.count(limit: limit) }
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

  /// Does what is due by `now`.
  mutating func advance(to now: Instant, _ changes: inout [AlertChange]) {
    while let key = table.popDue(by: now) { step(key, &changes) { alert, rule in alert.due(by: now, rule) } }
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

  private func keys(of owner: MetricName) -> [String] {
    table.rows.filter { $0.value.owner == owner }.keys.sorted()
  }

  private mutating func step(
    _ key: String,
    _ changes: inout [AlertChange],
    _ take: (inout MetricAlert, MetricRule) -> MetricAlert.Step
  ) {
    let id = AlertID(rule: rule.name, key: key)
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

  mutating func takeChanges(into records: inout [String: [UInt8]?]) {
    table.takeChanges(into: &records, prefix: RecordPath.prefix("alert", rule.name.text))
  }
}
