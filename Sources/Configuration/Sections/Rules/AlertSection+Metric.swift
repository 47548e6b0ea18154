import Model

extension AlertSection {
  /// A condition on a metric.
  static func metricCondition(
    _ mapping: Mapping<Self>,
    _ labels: LabelTexts,
    _ annotations: Annotations
  ) -> MetricCondition? {
    mapping.refuse(
      [
        match, unless, condition, by, threshold, window, resolve, resolveAfter, absentFor, without, within, firstSeen,
        remember,
      ],
      because: "belongs to an alert on lines"
    )
    guard let expression = mapping[expr] else { return nil }
    checkLevels(mapping, expression)
    mapping.loading.whenAllIsRead { [report = mapping.loading.report] index in
      let fields = index.metrics[expression.metric].map { RuleFields(seriesOf: $0) } ?? .open
      labels.check(fields, report)
      annotations.check(fields, labels, index, report)
    }
    return MetricCondition(
      expression: expression,
      levels: (mapping[levels] ?? []).sorted { Severity($0.severity) < Severity($1.severity) },
      clear: mapping[clear]?.value,
      flapping: mapping[flapping]
    )
  }

  private static func checkLevels(_ mapping: Mapping<Self>, _ expression: MetricCondition.Expression) {
    if mapping.has(levels), expression.comparison != nil {
      mapping.error("with 'levels', the expression is a metric without a comparison", at: expr)
    } else if !mapping.has(levels), expression.comparison == nil {
      mapping.error("the expression needs a comparison with a number, or the alert needs 'levels'", at: expr)
    }
    if !mapping.has(levels) { mapping.refuse([clear], because: "belongs to 'levels'") }
    if let clear = mapping[clear] { RuleFields(names: ["value"]).check(clear, mapping.loading.report) }
  }
}

extension Shape<[MetricCondition.Level]> {
  /// Severities, each with a condition over the field `value`.
  static var levels: Shape {
    let pairs = Shape<[(name: Located<String>, value: Located<FieldCondition>)]>.map(
      .text,
      to: .located(.condition),
      names: "severity"
    )
    return Shape(form: pairs.form) { node, loading in
      pairs.read(node, loading).map { pairs in
        Severity.check(pairs, loading.report)
        return pairs.map { severity, condition in
          RuleFields(names: ["value"]).check(condition, loading.report)
          return MetricCondition.Level(severity: severity.value, condition: condition.value)
        }
      }
    }
  }
}

extension RuleFields {
  /// The labels of a metric's series, as far as the rules tell them.
  fileprivate init(seriesOf definition: MetricDefinition) {
    switch definition.origin {
    case .lines: self.init(names: definition.labels.keys)
    case .command(let command):
      self.init(names: definition.labels.keys, isOpen: command.parse != .number)
    }
  }
}
