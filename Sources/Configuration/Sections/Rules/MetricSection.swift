import Model

/// A metric: a number over time, from lines or from a command.
enum MetricSection: Section {
  static let title = "metric"

  enum Kind: String, CaseIterable, Sendable {
    case counter, gauge, histogram
  }

  static let metric = Key<MetricName>("metric", .definition(.metric), required: true, "The metric's name.")
  static let source = Key<SourceName>("source", .reference(to: .source), "Count lines of this source.")
  static let match = Key(
    "match",
    .oneOrMore(of: .pattern),
    "The lines to count: one pattern, or any of a list; without it, all."
  )
  static let condition = Key("where", .located(.condition), "A condition over captured fields.")
  static let type = Setting(
    "type",
    .choice as Shape<Kind>,
    default: "counter",
    "A counter goes up by one, or by `value`, for every line; a gauge is the last `value`; a histogram counts values in buckets."
  )
  static let value = Key("value", .located(.interpolation), "The number of a line, as `'{{capture}}'`.")
  static let buckets = Key(
    "buckets",
    .list(of: .number),
    "The upper bounds of a histogram's buckets, rising; without them, Prometheus' defaults."
  )
  static let labels = Key("labels", .labels, "Labels of the series; with `source`, texts with `{{capture}}` places.")
  static let command = Key(
    "command",
    .arguments,
    "A program and its arguments, without a shell, that prints the metric."
  )
  static let shell = Key("shell", .text, "A command line for `/bin/sh` that prints the metric.")
  static let interval = Setting(
    "interval",
    .duration(from: .seconds(1)),
    default: "1m",
    "How often the command is run."
  )
  static let timeout = Setting(
    "timeout",
    .positiveDuration,
    default: "10s",
    "When a command that does not end is ended."
  )
  static let parse = Key(
    "parse",
    .metricParse,
    "How the output is read: `number` (default), `keyvalue`, `json`, `nagios`, `prometheus`, or a pattern with a capture `value`."
  )
  static let keep = Key(
    "keep",
    .oneOrMore(of: .pattern),
    "Patterns that a series' whole name must fit; without them, all are kept."
  )

  static let keys: [any DescribedKey] = [
    metric, source, match, condition, type, value, buckets, labels, command, shell, interval, timeout, parse, keep,
  ]

  static func decode(_ mapping: Mapping<Self>) -> MetricDefinition? {
    let labels = mapping[labels] ?? .none
    let origin: MetricDefinition.Origin? =
      switch mapping.onlyOne(of: [source, command, shell]) {
      case source.name: lineMetric(mapping, labels).map { .lines($0) }
      case command.name: mapping[command].map { .command(commandMetric(mapping, $0, labels)) }
      case shell.name:
        mapping[shell].map { .command(commandMetric(mapping, ["/bin/sh", "-c", $0], labels)) }
      default: nil
      }
    guard let name = mapping[metric], let origin else { return nil }
    return MetricDefinition(name: name, origin: origin, labels: labels.byName)
  }
}
