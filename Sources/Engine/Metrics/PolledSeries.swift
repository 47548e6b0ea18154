import Model

/// The newest values that commands printed.
///
/// A command that fails leaves none behind.
struct PolledSeries: Sendable {
  private struct Row: Sendable, Codable {
    var sample: Sample
    var owner: MetricName
  }

  /// Only what summaries show is written down: all else comes again with the next run.
  private let recorded: Set<MetricName>
  private let lifetimes: [MetricName: Duration]
  private var table = Table<Row>()
  private var passing: [String: Row] = [:]
  private var keys: [MetricName: Set<String>] = [:]

  init(_ rules: RuleSet, lifetimes: [MetricName: Duration]) {
    recorded = Set(
      rules.summaries.flatMap(\.sections).compactMap { section in
        guard case .value(let value) = section else { return nil }
        return value.metric
      }
    )
    self.lifetimes = lifetimes
  }

  /// Takes the place of all that the owner's last run printed.
  mutating func replace(owner: MetricName, with samples: [Sample]) {
    let old = keys[owner] ?? []
    let new = Set(samples.map(PolledSeries.key))
    for key in old.subtracting(new).sorted() { remove(key) }
    for sample in samples { set(Row(sample: sample, owner: owner)) }
    keys[owner] = new.isEmpty ? nil : new
  }

  /// Sets one value, beside whatever else its owner has.
  mutating func add(_ sample: Sample, owner: MetricName) {
    set(Row(sample: sample, owner: owner))
    keys[owner, default: []].insert(PolledSeries.key(sample))
  }

  /// The values that are not too old, by series.
  func samples(at now: Instant) -> [Sample] {
    let rows = table.rows.merging(passing) { row, _ in row }
    return rows.sorted { $0.key < $1.key }.map(\.value)
      .filter { row in lifetimes[row.owner].map { now <= row.sample.time + $0 } ?? true }.map(\.sample)
  }

  private static func key(_ sample: Sample) -> String { sample.metric.text + sample.labels.description }

  private mutating func set(_ row: Row) {
    let key = PolledSeries.key(row.sample)
    if recorded.contains(row.sample.metric) {
      table.update(key) { $0 = row }
    } else {
      passing[key] = row
    }
  }

  private mutating func remove(_ key: String) {
    passing[key] = nil
    if table[key] != nil { table.update(key) { $0 = nil } }
  }

  mutating func restore(_ key: String, from record: [UInt8]) {
    table.restore(key, from: record)
    guard let row = table[key] else { return }
    if recorded.contains(row.sample.metric), lifetimes[row.owner] != nil {
      keys[row.owner, default: []].insert(key)
    } else {
      table.update(key) { $0 = nil }
    }
  }

  mutating func takeChanges(into records: inout RecordChanges) {
    table.takeChanges(into: &records, prefix: RecordPath.prefix("sample"))
  }
}
