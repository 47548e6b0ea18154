import Model

/// A group of a Prometheus rule file, which loads as it is.
enum PrometheusGroupSection: Section {
  static let title = "Prometheus group"

  static let name = Key("name", .text, required: true, "The group's name; alerts do not show it.")
  static let interval = Key(
    "interval",
    .located(.positiveDuration),
    "Has no effect: all expressions are evaluated every `evaluation_interval`, and when a sample comes."
  )
  static let limit = Key("limit", .count(0...Int.max), "How many alerts the group may make.")
  static let queryOffset = Key("query_offset", .duration, "How far back expressions are evaluated.")
  static let labels = Key("labels", .prometheusLabels, "Labels of all its alerts; an alert's own win.")
  static let rules = Key("rules", .list(of: .section(PrometheusRuleSection.self)), required: true, "Its alerts.")

  static let keys: [any DescribedKey] = [name, interval, limit, queryOffset, labels, rules]

  static func decode(_ mapping: Mapping<Self>) -> [AlertDefinition]? {
    _ = mapping[name]
    _ = mapping[limit]
    _ = mapping[queryOffset]
    if let interval = mapping[interval] {
      mapping.loading.report.warning(
        "has no effect: expressions are evaluated every 'evaluation_interval', and when a sample comes",
        at: interval.place
      )
    }
    let labels = mapping[labels]?.byName ?? [:]
    return mapping[rules]?.map { alert in
      var alert = alert
      alert.labels.merge(labels) { own, _ in own }
      alert.rule = alert.nameWithLabels
      return alert
    }
  }
}

/// A rule of a Prometheus group: an alert with an expression.
enum PrometheusRuleSection: Section {
  static let title = "Prometheus rule"

  static let alert = Key("alert", .sharedAlertName, "The alert's name; several rules of groups may share it.")
  static let record = Key("record", .text, "The name of a series that the expression makes.")
  static let expr = Key("expr", .located(.promQL), required: true, "A PromQL expression.")
  static let pendingFor = Setting("for", .duration, default: "0s", "How long the expression must hold before it fires.")
  static let keepFiringFor = Setting(
    "keep_firing_for",
    .duration,
    default: "0s",
    "How long it keeps firing after the expression ended."
  )
  static let labels = Key(
    "labels",
    .prometheusLabels,
    "Labels of the alert, in which `{{ $labels.name }}` is translated."
  )
  static let annotations = Key(
    "annotations",
    .prometheusAnnotations,
    "Go templates; `$labels`, `$value` and the formatters of Prometheus are translated, others are left out with a warning."
  )

  static let keys: [any DescribedKey] = [alert, record, expr, pendingFor, keepFiringFor, labels, annotations]

  static func decode(_ mapping: Mapping<Self>) -> AlertDefinition? {
    _ = mapping[record]
    guard mapping.onlyOne(of: [alert, record]) == alert.name, let name = mapping[alert], let expression = mapping[expr]
    else { return nil }
    if expression.value.comparison == nil {
      mapping.error("an expression without a comparison is not supported yet", at: expr)
    }
    return AlertDefinition(
      name: name,
      condition: .metric(MetricCondition(expression: expression.value)),
      pendingFor: mapping[pendingFor],
      keepFiringFor: mapping[keepFiringFor],
      labels: mapping[labels]?.byName ?? [:],
      annotations: mapping[annotations]?.byName ?? [:]
    )
  }
}
