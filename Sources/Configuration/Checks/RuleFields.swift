import Model

/// The names that a rule can use: captures of its patterns, fields of its source.
struct RuleFields: Sendable {
  let names: Set<String>
  /// There can be others, which only the lines know (JSON, logfmt).
  let isOpen: Bool

  static let open = RuleFields(names: [], isOpen: true)

  init(names: some Sequence<String>, isOpen: Bool = false) {
    self.names = Set(names)
    self.isOpen = isOpen
  }

  func merging(_ other: RuleFields) -> RuleFields {
    RuleFields(names: names.union(other.names), isOpen: isOpen || other.isOpen)
  }

  func has(_ name: String) -> Bool { isOpen || names.contains(name) }

  /// Tells of a name that cannot be used.
  func check(_ name: String, at place: Place, _ report: Report) {
    guard !has(name) else { return }
    let suggestion =
      names.isEmpty
      ? "; nothing is captured here: write '(?<\(name)>…)' in the pattern" : Suggestion.suffix(for: name, among: names)
    report.error("no pattern captures '\(name)'\(suggestion)", at: place)
  }

  /// Tells of the names of a text's `{{name}}` places that cannot be used.
  func check(_ text: Located<Interpolation>, _ report: Report) {
    for name in text.value.fields { check(name, at: text.node.place(of: name), report) }
  }

  /// Tells of the fields of a condition that cannot be used.
  func check(_ condition: Located<FieldCondition>, _ report: Report) {
    for name in condition.value.fields.sorted() { check(name, at: condition.node.place(of: name), report) }
  }
}

extension Node {
  /// Where a word first stands in a scalar's text.
  func place(of word: String) -> Place {
    guard case .scalar(let text, _) = content, let range = text.firstRange(of: word) else { return place }
    return place(ofCharacter: text.unicodeScalars.distance(from: text.startIndex, to: range.lowerBound))
  }
}
