import Model

/// The present value of a metric.
enum ValueSection: Section {
  static let title = "value section"

  static let heading = Key("title", .text, "Its heading; without it, the expression.")
  static let expr = Key("expr", .located(.promQL), required: true, "A metric, with conditions on its labels.")
  static let unit = Setting(
    "unit",
    .choice as Shape<SectionDefinition.ValueSection.Unit>,
    default: "none",
    "How the value is written."
  )
  static let sparkline = Key("sparkline", .flag, "Show the period as a line of blocks beside the value.")

  static let keys: [any DescribedKey] = [heading, expr, unit, sparkline]

  static func decode(_ mapping: Mapping<Self>) -> SectionDefinition.ValueSection? {
    _ = mapping[sparkline]
    guard let expression = mapping[expr] else { return nil }
    if expression.value.comparison != nil {
      mapping.error("a value's expression is a metric without a comparison", at: expr)
    }
    return SectionDefinition.ValueSection(
      title: mapping[heading] ?? expression.value.metric.text,
      metric: expression.value.metric,
      matchers: expression.value.matchers,
      unit: mapping[unit]
    )
  }
}

/// The most frequent values of a capture.
enum TopSection: Section {
  static let title = "top section"

  static let heading = Key("title", .text, "Its heading; without it, the capture's name.")
  static let source = Key<SourceName>("source", .reference(to: .source), required: true, "The source of the lines.")
  static let match = Key("match", .oneOrMore(of: .pattern), "The lines that count; without it, all.")
  static let by = Key("by", .located(.text), required: true, "The capture whose values are counted.")
  static let count = Setting("count", .count(1...100), default: "5", "So many values are shown.")

  static let keys: [any DescribedKey] = [heading, source, match, by, count]

  static func decode(_ mapping: Mapping<Self>) -> SectionDefinition.TopSection? {
    guard let source = mapping[source], let by = mapping[by] else { return nil }
    let patterns = mapping[match] ?? []
    mapping.loading.whenAllIsRead { [loading = mapping.loading] _ in
      loading.fields(of: source, patterns).check(by.value, at: by.place, loading.report)
    }
    return SectionDefinition.TopSection(
      title: mapping[heading] ?? by.value,
      source: source,
      match: patterns.map { $0.text },
      by: by.value,
      count: mapping[count]
    )
  }
}

/// The alerts of the period.
enum AlertsSection: Section {
  static let title = "alerts section"

  static let heading = Setting("title", .text, default: "Alerts", "Its heading.")

  static let keys: [any DescribedKey] = [heading]

  static func decode(_ mapping: Mapping<Self>) -> String? { mapping[heading] }
}
