import Model

extension MetricSection {
  /// Prometheus' own buckets, in seconds.
  private static let defaultBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

  /// A metric that lines make.
  static func lineMetric(_ mapping: Mapping<Self>, _ labels: LabelTexts) -> LineMetric? {
    mapping.refuse([interval, timeout, parse, keep], because: "belongs to a metric of a command")
    guard let source = mapping[source] else { return nil }
    let patterns = mapping[match] ?? []
    let condition = mapping[condition]
    let value = mapping[value]
    checkValue(mapping, value)
    mapping.loading.whenAllIsRead { [loading = mapping.loading] _ in
      let fields = loading.fields(of: source, patterns)
      labels.check(fields, loading.report)
      if let condition { fields.check(condition, loading.report) }
      if let value { fields.check(value, loading.report) }
    }
    return LineMetric(
      source: source,
      kind: kind(mapping),
      match: patterns.map { $0.text },
      condition: condition?.value,
      value: value?.value
    )
  }

  private static func kind(_ mapping: Mapping<Self>) -> LineMetric.Kind {
    let buckets = mapping[buckets] ?? defaultBuckets
    if mapping[type] != .histogram { mapping.refuse([Self.buckets], because: "belongs to a histogram") }
    if zip(buckets, buckets.dropFirst()).contains(where: { $0 >= $1 }) || buckets.isEmpty {
      mapping.error("the buckets are not rising", at: Self.buckets)
    }
    return switch mapping[type] {
    case .counter: .counter
    case .gauge: .gauge
    case .histogram: .histogram(buckets: buckets)
    }
  }

  private static func checkValue(_ mapping: Mapping<Self>, _ value: Located<Interpolation>?) {
    if let value, value.value.fields.isEmpty {
      mapping.error("the value is the same for every line: write '{{capture}}'", at: Self.value)
    }
    if mapping[type] != .counter, !mapping.has(Self.value) {
      mapping.error("a \(mapping[type].rawValue) needs 'value', the number of a line", at: type)
    }
  }
}
