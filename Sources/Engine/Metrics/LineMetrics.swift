import Model

/// All series of one metric that matching lines make.
struct LineMetrics: Sendable {
  let name: MetricName
  private let metric: LineMetric
  private let labels: [(name: String, value: Interpolation)]
  private let externalLabels: Labels
  private var table = Table<LineSeries>()
  private(set) var overflow = Overflow()

  init(_ definition: MetricDefinition, _ metric: LineMetric, externalLabels: Labels) {
    name = definition.name
    self.metric = metric
    self.externalLabels = externalLabels
    labels = definition.labels.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// Takes a line; gives the samples that it changed, none where the line holds no number.
  mutating func take(_ fields: [String: String], at time: Instant, limit: KeyRoom.Limit) -> [Sample] {
    var number = 1.0
    if let value = metric.value {
      guard let read = Double(value.filled { fields[$0] }), read.isFinite else { return [] }
      number = read
    }
    var labels = externalLabels
    for label in self.labels {
      labels[label.name] = LineText.cut(label.value.filled { fields[$0] }, to: LineText.fieldLength)
    }
    let key = labels.description
    guard table[key] != nil || table.count < limit.keys else {
      overflow.count(limit)
      return []
    }
    return table.update(key) { [name, metric] row in
      if row == nil { row = LineSeries(name, metric.kind, labels, at: time) }
      row?.take(number, metric.kind, at: time)
      return row?.samples(metric.kind) ?? []
    }
  }

  var count: Int { table.count }

  mutating func takeOverflow() -> RuleFault.Kind? { overflow.takeNews() }

  var samples: [Sample] { table.sortedKeys.flatMap { table[$0]?.samples(metric.kind) ?? [] } }

  mutating func restore(_ key: String, from record: [UInt8]) {
    table.restore(key, from: record)
  }

  mutating func takeChanges(into records: inout RecordChanges) {
    table.takeChanges(into: &records, prefix: RecordPath.prefix("metric", name.text))
  }
}
