import Model

extension MetricSection {
  /// A metric that a command prints.
  static func commandMetric(_ mapping: Mapping<Self>, _ command: [String], _ labels: LabelTexts) -> CommandMetric {
    mapping.refuse([match, condition, type, value, buckets], because: "belongs to a metric of lines")
    let parse = mapping[parse] ?? .number
    if mapping.has(timeout), mapping[timeout] > mapping[interval] {
      mapping.error("a command's timeout cannot be longer than its interval", at: timeout)
    }
    for label in labels.pairs where !label.value.value.fields.isEmpty {
      mapping.loading.report.error("the labels of a command's metric have no '{{…}}' places", at: label.value.place)
    }
    return CommandMetric(
      command: command,
      interval: mapping[interval],
      timeout: min(mapping[timeout], mapping[interval]),
      parse: parse,
      keep: (mapping[keep] ?? []).map { $0.text }
    )
  }
}

extension Shape<CommandMetric.Parse> {
  private enum Format: String, CaseIterable, Sendable {
    case number, keyvalue, json, nagios, prometheus
  }

  /// An output format's name, or a mapping with a pattern.
  static var metricParse: Shape {
    let format = Shape<Format>.choice
    return Shape(form: .anyOf([format.form, .section(MetricParseSection.self)])) { node, loading in
      if case .mapping = node.content { return MetricParseSection.read(node, loading) }
      return format.read(node, loading).map { format in
        switch format {
        case .number: .number
        case .keyvalue: .keyvalue
        case .json: .json
        case .nagios: .nagios
        case .prometheus: .prometheus
        }
      }
    }
  }
}

/// An output that a pattern reads.
enum MetricParseSection: Section {
  static let title = "output format"

  static let regex = Key(
    "regex",
    .located(.pattern),
    required: true,
    "A pattern with a capture `value`, for the number; other captures become labels."
  )

  static let keys: [any DescribedKey] = [regex]

  static func decode(_ mapping: Mapping<Self>) -> CommandMetric.Parse? {
    guard let pattern = mapping[regex] else { return nil }
    if !pattern.value.fields.has("value") {
      mapping.error("the pattern has no capture 'value' for the number", at: regex)
    }
    return .regex(pattern.value.text)
  }
}
