import Model

/// A rule on the series of a metric with all that its alerts need to know, worked out once.
struct MetricRule: Sendable {
  /// What a value says about the alert.
  enum Verdict: Equatable {
    case clear
    /// The condition holds, at a level where the rule has levels.
    case holds(level: String?)
    /// Neither the condition nor the way back holds: what was the case still is.
    case between
  }

  let id: RuleName
  let name: AlertName
  let condition: MetricCondition
  let selector: LabelMatchers
  let pendingFor: Duration
  let keepFiringFor: Duration
  let labels: [(name: String, value: Interpolation)]
  let annotations: [String: String]
  /// How long a value of a command's series says what is the case.
  let lifetimes: [MetricName: Duration]
  let evaluationInterval: Duration

  init(
    _ definition: AlertDefinition,
    _ condition: MetricCondition,
    lifetimes: [MetricName: Duration],
    evaluationInterval: Duration
  ) {
    id = definition.rule
    name = definition.name
    self.condition = condition
    selector = LabelMatchers(condition.expression.matchers)
    pendingFor = definition.pendingFor
    keepFiringFor = definition.keepFiringFor
    labels = definition.labels.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    annotations = definition.annotations
    self.lifetimes = lifetimes
    self.evaluationInterval = evaluationInterval
  }

  var metric: MetricName { condition.expression.metric }

  func selects(_ sample: Sample) -> Bool {
    sample.metric == metric && selector.match(sample.labels)
  }

  func verdict(_ value: Double) -> Verdict {
    let field = { (name: String) in name == "value" ? "\(value)" : nil }
    if condition.levels.isEmpty {
      let holds = condition.expression.comparison?.holds(value, condition.expression.limit) ?? !value.isNaN
      if holds { return .holds(level: nil) }
    } else if let level = condition.levels.last(where: { $0.condition.holds(for: field) }) {
      return .holds(level: level.severity)
    }
    guard let clear = condition.clear else { return .clear }
    return clear.holds(for: field) ? .clear : .between
  }

  /// The place of a level among the rule's, from 1; 1 for an alert without levels.
  func rank(_ level: String?) -> Int {
    1 + (condition.levels.firstIndex { $0.severity == level } ?? 0)
  }

  /// The labels of a series' alert: the rule's own win over those of the series.
  func labels(_ series: Labels, value: Double, level: String?) -> Labels {
    var all = series
    for label in labels {
      all[label.name] = label.value.filled { $0 == "value" ? "\(value)" : series[$0] }
    }
    if let level { all["severity"] = level }
    all["alert"] = name.text
    return all
  }
}
