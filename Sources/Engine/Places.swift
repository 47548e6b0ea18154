import Model

/// At which place of the engine's lists a rule's alerts and a metric's series are.
struct Places: Sendable {
  let lineAlerts: [RuleName: Int]
  let metricAlerts: [RuleName: Int]
  let lineMetrics: [MetricName: Int]
  /// The rules that read a metric.
  let readers: [MetricName: [Int]]

  init(_ lineAlerts: [LineAlerts], _ metricAlerts: [MetricAlerts], _ lineMetrics: [LineMetrics]) {
    self.lineAlerts = Places.index(lineAlerts.map(\.rule.id))
    self.metricAlerts = Places.index(metricAlerts.map(\.rule.id))
    self.lineMetrics = Places.index(lineMetrics.map(\.name))
    readers = Dictionary(grouping: metricAlerts.indices) { metricAlerts[$0].rule.metric }
  }

  private static func index<Key: Hashable>(_ names: [Key]) -> [Key: Int] {
    Dictionary(zip(names, names.indices)) { first, _ in first }
  }
}
