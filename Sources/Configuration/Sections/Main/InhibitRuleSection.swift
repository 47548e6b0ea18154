import Model

/// An inhibition.
enum InhibitRuleSection: Section {
  static let title = "inhibition"

  static let source = Key(
    "source_matchers",
    .list(of: .matcher),
    required: true,
    "The alerts that, while they fire, keep others from being told."
  )
  static let target = Key("target_matchers", .list(of: .matcher), required: true, "The alerts that are then not told.")
  static let equal = Key("equal", .list(of: .labelName), "Labels that must be the same on both sides.")

  static let keys: [any DescribedKey] = [source, target, equal]

  static func decode(_ mapping: Mapping<Self>) -> InhibitionDefinition? {
    guard let source = mapping[source], let target = mapping[target] else { return nil }
    for (key, matchers) in [(Self.source, source), (Self.target, target)] where matchers.isEmpty {
      mapping.error("without a matcher it would take every alert", at: key)
    }
    return InhibitionDefinition(source: source, target: target, equal: mapping[equal] ?? [])
  }
}
