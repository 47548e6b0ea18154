import Model

extension Shape<Interpolation> {
  /// A text with `{{name}}` places.
  static var interpolation: Shape {
    scalar(ScalarForm("a text, in which '{{name}}' stands for a captured text")) { Interpolation($0) }
  }
}

/// Labels as a rule gives them: names, and texts with `{{name}}` places.
struct LabelTexts: Sendable {
  let pairs: [(name: Located<String>, value: Located<Interpolation>)]

  static let none = LabelTexts(pairs: [])

  var names: [String] { pairs.map { $0.name.value } }

  var byName: [String: Interpolation] {
    Dictionary(pairs.map { ($0.name.value, $0.value.value) }) { first, _ in first }
  }

  /// Tells of places that no field fills.
  func check(_ fields: RuleFields, _ report: Report) {
    for pair in pairs { fields.check(pair.value, report) }
  }
}

extension Shape<LabelTexts> {
  static var labels: Shape {
    let pairs = Shape<[(name: Located<String>, value: Located<Interpolation>)]>.map(
      .labelName,
      to: .located(.interpolation),
      names: "label"
    )
    return Shape(form: pairs.form) { node, loading in
      pairs.read(node, loading).map { pairs in
        for name in pairs.map(\.name) where ["alert", "alertname"].contains(name.value) {
          loading.report.error("the label '\(name.value)' is the alert's name: it cannot be set", at: name.place)
        }
        return LabelTexts(pairs: pairs)
      }
    }
  }
}
