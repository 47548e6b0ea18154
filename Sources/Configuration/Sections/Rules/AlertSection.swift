import Model

/// An alert, on lines or on a metric.
enum AlertSection: Section {
  static let title = "alert"

  static let alert = Key<AlertName>(
    "alert",
    .definition(.alert),
    required: true,
    "The alert's name, which is also its label `alert`."
  )
  static let source = Key<SourceName>("source", .reference(to: .source), "An alert on lines: their source.")
  static let match = Key(
    "match",
    .oneOrMore(of: .pattern),
    "The lines that count: one pattern, or any of a list. It can be left out where the source has `parse`."
  )
  static let unless = Key("unless", .oneOrMore(of: .pattern), "Lines that do not count although they match.")
  static let condition = Key("where", .located(.condition), "A condition over captured fields.")
  static let by = Key(
    "by",
    .oneOrMore(of: .located(.text)),
    "Captures: each combination of their values is an alert of its own."
  )
  static let threshold = Setting(
    "threshold",
    .count(1...1_000_000),
    default: "1",
    "So many lines within `window` make it fire."
  )
  static let window = Key("window", .positiveDuration, "The time that `threshold` looks at: sliding, by event time.")
  static let resolve = Key(
    "resolve",
    .oneOrMore(of: .located(.patternTemplate)),
    "A line that ends it; with `by`, that of the same values."
  )
  static let resolveAfter = Key("resolve_after", .positiveDuration, "It ends when nothing has matched for so long.")
  static let absentFor = Key(
    "absent_for",
    .positiveDuration,
    "It fires when nothing has matched for so long: silence is the fault."
  )
  static let without = Key(
    "without",
    .located(.patternTemplate),
    "It fires when a line like this does not come within `within`; `{{capture}}` stands for the captured text."
  )
  static let within = Key("within", .positiveDuration, "How long `without` waits.")
  static let firstSeen = Key(
    "first_seen",
    .oneOrMore(of: .located(.text)),
    "Captures: it fires the first time that a combination of their values is seen."
  )
  static let remember = Setting(
    "remember",
    .positiveDuration,
    default: "30d",
    "How long `first_seen` remembers a value after it was last seen."
  )
  static let expr = Key("expr", .promQL, "An alert on a metric: a PromQL expression.")
  static let levels = Key(
    "levels",
    .levels,
    "Severities, each with a condition over `value`: one alert that is a warning or critical."
  )
  static let clear = Key(
    "clear",
    .located(.condition),
    "When an alert with levels ends: a condition over `value`; without it, when no level holds."
  )
  static let flapping = Setting(
    "flapping",
    .flag,
    default: "false",
    "One notice when it starts to change too often, and one when it stops (Nagios' algorithm)."
  )
  static let pendingFor = Setting("for", .duration, default: "0s", "How long the condition must hold before it fires.")
  static let keepFiringFor = Setting(
    "keep_firing_for",
    .duration,
    default: "0s",
    "How long it keeps firing after the condition ended."
  )
  static let labels = Key(
    "labels",
    .labels,
    "Labels of the alert, such as `severity`; texts with `{{capture}}` places."
  )
  static let annotations = Key(
    "annotations",
    .annotations,
    "Mustache templates for the message: `summary`, `description`, `runbook_url`."
  )

  static let keys: [any DescribedKey] = [
    alert, source, match, unless, condition, by, threshold, window, resolve, resolveAfter, absentFor, without, within,
    firstSeen, remember, expr, levels, clear, flapping, pendingFor, keepFiringFor, labels, annotations,
  ]

  static func decode(_ mapping: Mapping<Self>) -> AlertDefinition? {
    let labels = mapping[labels] ?? .none
    let annotations = mapping[annotations] ?? .none
    Severity.check(labels, mapping.loading.report)
    let condition: AlertDefinition.Condition? =
      switch mapping.onlyOne(of: [source, expr]) {
      case source.name: lineCondition(mapping, labels, annotations).map { .lines($0) }
      case expr.name: metricCondition(mapping, labels, annotations).map { .metric($0) }
      default: nil
      }
    guard let name = mapping[alert], let condition else { return nil }
    return AlertDefinition(
      name: name,
      condition: condition,
      pendingFor: mapping[pendingFor],
      keepFiringFor: mapping[keepFiringFor],
      labels: labels.byName,
      annotations: annotations.byName
    )
  }
}
