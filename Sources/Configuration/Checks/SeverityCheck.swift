import Model

extension Severity {
  /// Warns of a severity that is a misspelled one: it would silently count as a warning.
  static func check(_ labels: LabelTexts, _ report: Report) {
    guard let label = labels.pairs.first(where: { $0.name.value == "severity" }), label.value.value.fields.isEmpty
    else {
      return
    }
    let text = label.value.value.filled { _ in nil }
    let words = allCases.map { "\($0)" }
    guard !words.contains(text), let meant = Suggestion.nearest(to: text, among: words) else { return }
    report.warning("severity '\(text)' counts as a warning; did you mean '\(meant)'?", at: label.value.place)
  }

  /// Refuses levels of which it cannot be told which is worse.
  static func check(_ levels: [(name: Located<String>, value: Located<FieldCondition>)], _ report: Report) {
    var first: [Severity: String] = [:]
    for (name, _) in levels {
      let severity = Severity(name.value)
      if let other = first[severity] {
        report.error("which of '\(other)' and '\(name.value)' is worse cannot be told", at: name.place)
      }
      first[severity] = name.value
    }
  }
}
