/// All that the rule files and the main file say, decoded and checked: the engine and the inputs work from this value.
package struct RuleSet: Sendable, Equatable {
  package var sources: [SourceDefinition]
  package var metrics: [MetricDefinition]
  package var alerts: [AlertDefinition]
  package var summaries: [SummaryDefinition]
  package var route: RouteDefinition
  package var inhibitions: [InhibitionDefinition]
  package var timeIntervals: [TimeIntervalDefinition]
  /// Added to every alert and metric; `host` among them.
  package var externalLabels: Labels
  package var evaluationInterval: Duration
  package var maxConcurrentCommands: Int
  /// Alerts and series that all rules together remember.
  package var maxKeys: Int

  package init(
    sources: [SourceDefinition] = [],
    metrics: [MetricDefinition] = [],
    alerts: [AlertDefinition] = [],
    summaries: [SummaryDefinition] = [],
    route: RouteDefinition,
    inhibitions: [InhibitionDefinition] = [],
    timeIntervals: [TimeIntervalDefinition] = [],
    externalLabels: Labels = [:],
    evaluationInterval: Duration = .seconds(15),
    maxConcurrentCommands: Int = 4,
    maxKeys: Int = 100_000
  ) {
    self.sources = sources
    self.metrics = metrics
    self.alerts = alerts
    self.summaries = summaries
    self.route = route
    self.inhibitions = inhibitions
    self.timeIntervals = timeIntervals
    self.externalLabels = externalLabels
    self.evaluationInterval = evaluationInterval
    self.maxConcurrentCommands = maxConcurrentCommands
    self.maxKeys = maxKeys
  }
}
