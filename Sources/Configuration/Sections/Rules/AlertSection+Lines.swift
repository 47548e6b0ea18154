import Model

extension AlertSection {
  /// A condition on lines.
  static func lineCondition(
    _ mapping: Mapping<Self>,
    _ labels: LabelTexts,
    _ annotations: Annotations
  ) -> LineCondition? {
    mapping.refuse([levels, clear, flapping], because: "belongs to an alert on a metric")
    checkCombinations(mapping)
    guard let source = mapping[source] else { return nil }
    let patterns = mapping[match] ?? []
    let by = mapping[by] ?? []
    let firstSeen = mapping[firstSeen] ?? []
    let resolve = mapping[resolve] ?? []
    let without = mapping[without]
    let condition = mapping[condition]
    let hasMatch = mapping.has(match)
    mapping.loading.whenAllIsRead { [loading = mapping.loading, report = mapping.loading.report] index in
      let fields = loading.fields(of: source, patterns)
      for name in by + firstSeen { fields.check(name.value, at: name.place, report) }
      labels.check(fields, report)
      if let condition { fields.check(condition, report) }
      for template in resolve + [without].compactMap(\.self) { fields.check(template, report) }
      annotations.check(fields, labels, index, report)
      if !hasMatch, let definition = index.sources[source], definition.parse == nil {
        mapping.error("an alert needs 'match' where its source has no 'parse'")
      }
    }
    return LineCondition(
      source: source,
      match: patterns.map { $0.text },
      unless: (mapping[unless] ?? []).map { $0.text },
      condition: condition?.value,
      by: by.map { $0.value },
      threshold: mapping[threshold],
      window: mapping[window],
      resolve: resolve.map { $0.value },
      resolveAfter: mapping[resolveAfter],
      absentFor: mapping[absentFor],
      expectation: expectation(without, mapping[within]),
      novelty: firstSeen.isEmpty
        ? nil : LineCondition.Novelty(captures: firstSeen.map { $0.value }, remember: mapping[remember])
    )
  }

  private static func expectation(
    _ without: Located<Interpolation>?,
    _ within: Duration?
  ) -> LineCondition.Expectation? {
    guard let without, let within else { return nil }
    return LineCondition.Expectation(without: without.value, within: within)
  }

  /// Keys that only mean something together, or that exclude each other.
  private static func checkCombinations(_ mapping: Mapping<Self>) {
    if mapping[threshold] > 1, !mapping.has(window) {
      mapping.error("a threshold above 1 needs 'window', the time that it looks at", at: threshold)
    }
    if mapping.has(without), !mapping.has(within) { mapping.error("'without' needs 'within'", at: without) }
    if !mapping.has(without) { mapping.refuse([within], because: "belongs to 'without'") }
    if !mapping.has(firstSeen) { mapping.refuse([remember], because: "belongs to 'first_seen'") }
    let kinds: [any DescribedKey] = [absentFor, without, firstSeen]
    guard let kind = kinds.first(where: { mapping.has($0) }) else { return }
    let others = kinds.filter { $0.name != kind.name } + [threshold, window]
    mapping.refuse(others, because: "and '\(kind.name)' exclude each other")
    if kind.name == absentFor.name {
      mapping.refuse([resolve, resolveAfter], because: "has no meaning with 'absent_for': the next match ends it")
    }
  }
}
