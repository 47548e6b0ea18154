import Model

/// The metrics that the rules make, for expressions that read one that nobody makes.
struct KnownMetrics {
  private var names = Set(
    OwnMetric.allCases.map(\.rawValue) + ["command_up", "command_duration_seconds", "command_last_exit_status"]
  )
  /// Some command prints names that cannot be known before it runs.
  private var isOpen: Bool

  init(_ rules: RuleSet, _ defined: Names) {
    // A metric with something wrong in it is not among the rules.
    isOpen = defined.all(.metric).count > rules.metrics.count
    for metric in rules.metrics {
      let name = metric.name.text
      switch metric.origin {
      case .lines(let lines):
        names.insert(name)
        if case .histogram = lines.kind { names.formUnion(["\(name)_bucket", "\(name)_sum", "\(name)_count"]) }
      case .command(let command):
        switch command.parse {
        case .number, .keyvalue, .json, .regex: names.insert(name)
        case .nagios:
          names.insert("\(name)_status")
          names.formUnion(["", "_warn", "_crit", "_min", "_max"].map { "\(name)_perfdata\($0)" })
        case .prometheus: isOpen = true
        }
      }
    }
  }

  /// Warns of a metric that nobody makes: its series may yet come from somewhere, so it is no error.
  func check(_ metric: MetricName, at place: Place, _ report: Report) {
    guard !isOpen, !names.contains(metric.text) else { return }
    report.warning("no rule makes a metric '\(metric)'\(Suggestion.suffix(for: metric.text, among: names))", at: place)
  }
}
