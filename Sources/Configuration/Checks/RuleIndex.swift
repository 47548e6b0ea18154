import Model

/// Everything that was read, by name, for checks that need what other files hold.
struct RuleIndex {
  let sources: [SourceName: SourceDefinition]
  let metrics: [MetricName: MetricDefinition]
  let externalLabels: Labels
  let knownMetrics: KnownMetrics

  init(_ rules: RuleSet, _ names: Names) {
    // Of two with one name, which has been told, the first counts.
    sources = Dictionary(rules.sources.map { ($0.name, $0) }) { first, _ in first }
    metrics = Dictionary(rules.metrics.map { ($0.name, $0) }) { first, _ in first }
    externalLabels = rules.externalLabels
    knownMetrics = KnownMetrics(rules, names)
  }
}
