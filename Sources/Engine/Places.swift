import Model

/// At which place of the engine's lists a name's alerts and series are.
struct Places: Sendable {
  let lineAlerts: [AlertName: Int]
  let metricAlerts: [AlertName: Int]
  let lineMetrics: [MetricName: Int]
  /// The rules that read a metric.
  let readers: [MetricName: [Int]]

  init(_ lineAlerts: [LineAlerts], _ metricAlerts: [MetricAlerts], _ lineMetrics: [LineMetrics]) {
    self.lineAlerts = Places.index(lineAlerts.map(\.rule.name))
    self.metricAlerts = Places.index(metricAlerts.map(\.rule.name))
    self.lineMetrics = Places.index(lineMetrics.map(\.name))
    readers = Dictionary(grouping: metricAlerts.indices) { metricAlerts[$0].rule.metric }
  }

  private static func index<Key: Hashable>(_ names: [Key]) -> [Key: Int] {
    Dictionary(zip(names, names.indices)) { first, _ in first }
  }
}
