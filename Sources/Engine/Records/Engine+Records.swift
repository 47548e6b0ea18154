import Model

extension Engine {
  /// What changed since the last call, as JSON by record key; nil deletes a record.
  package mutating func takeChanges() -> [String: [UInt8]?] {
    var changes = RecordChanges(areKept: true)
    for key in orphans { changes.delete(key) }
    orphans = []
    takeChanges(into: &changes)
    return changes.records
  }

  /// Forgets what changed, where nothing is written down.
  package mutating func dropChanges() {
    var changes = RecordChanges(areKept: false)
    takeChanges(into: &changes)
  }

  private mutating func takeChanges(into records: inout RecordChanges) {
    for index in lineAlerts.indices { lineAlerts[index].takeChanges(into: &records) }
    for index in metricAlerts.indices { metricAlerts[index].takeChanges(into: &records) }
    for index in lineMetrics.indices { lineMetrics[index].takeChanges(into: &records) }
    polled.takeChanges(into: &records)
    groupBook.takeChanges(into: &records)
    silenceBook.takeChanges(into: &records)
    episodes.takeChanges(into: &records)
    tallies.takeChanges(into: &records)
    clock.takeChanges(into: &records)
  }

  /// Puts each record where it belongs, and gives how many there were; what belongs nowhere any more is deleted.
  mutating func restore(_ records: some Sequence<(key: String, value: [UInt8])>, now: Instant) -> Int {
    var count = 0
    for (key, record) in records {
      count += 1
      if !restore(key, record) { orphans.insert(key) }
    }
    for index in lineAlerts.indices { lineAlerts[index].start(at: now) }
    clock.start(at: now)
    let firing = allFiring
    for (id, alert) in firing { inhibitor.add(id, alert.labels) }
    flapping = Set(metricAlerts.flatMap(\.flapping))
    episodes.reconcile(Set(firing.map(\.id)), now: now)
    groupBook.reconcile(firing.filter { !flapping.contains($0.id) }, now: now)
    return count
  }

  /// All firing alerts, by rule and key.
  var allFiring: [(id: AlertID, alert: Alert)] {
    let lines = lineAlerts.flatMap { alerts in
      alerts.active.filter { $0.alert.phase == .firing }
        .map { (AlertID(rule: alerts.rule.id, key: $0.key), $0.alert.alert(alerts.rule)) }
    }
    let metrics = metricAlerts.flatMap { alerts in
      alerts.active.filter { $0.alert.phase == .firing }
        .map { (AlertID(rule: alerts.rule.id, key: $0.key), $0.alert.alert(alerts.rule)) }
    }
    return lines + metrics
  }

  private mutating func restore(_ path: String, _ record: [UInt8]) -> Bool {
    guard let (kind, key) = RecordPath.split(path) else { return false }
    switch kind {
    case "alert": return restoreAlert(key, record)
    case "flapping": return restoreFlapping(key, record)
    case "metric": return restoreMetric(key, record)
    case "sample": polled.restore(key, from: record)
    case "group": groupBook.restoreGroup(key, from: record)
    case "member": groupBook.restoreMember(key, from: record)
    case "silence": silenceBook.restore(key, from: record)
    case "episode": episodes.restore(key, from: record)
    case "tally": return tallies.restore(key, from: record)
    case "summary": return clock.restore(key, from: record)
    default: return false
    }
    return true
  }

  private mutating func restoreAlert(_ path: String, _ record: [UInt8]) -> Bool {
    guard let (rule, key) = RecordPath.split(path) else { return false }
    if let place = places.lineAlerts[RuleName(rule)] {
      lineAlerts[place].restore(key, from: record)
    } else if let place = places.metricAlerts[RuleName(rule)] {
      metricAlerts[place].restore(key, from: record)
    } else {
      return false
    }
    return true
  }

  private mutating func restoreFlapping(_ path: String, _ record: [UInt8]) -> Bool {
    guard let (rule, key) = RecordPath.split(path), let place = places.metricAlerts[RuleName(rule)] else {
      return false
    }
    metricAlerts[place].restoreFlapping(key, from: record)
    return true
  }

  private mutating func restoreMetric(_ path: String, _ record: [UInt8]) -> Bool {
    guard let (name, key) = RecordPath.split(path) else { return false }
    guard let place = places.lineMetrics[MetricName(name)] else { return false }
    lineMetrics[place].restore(key, from: record)
    return true
  }
}
