import Messages
import Model

/// An alert's templates, to be checked when it is known what they can use.
struct Annotations: Sendable {
  let pairs: [(name: Located<String>, value: Located<String>)]

  static let none = Annotations(pairs: [])

  var byName: [String: String] {
    Dictionary(pairs.map { ($0.name.value, $0.value.value) }) { first, _ in first }
  }

  /// Tells of names, formatters and constructs that the templates cannot use.
  func check(_ fields: RuleFields, _ labels: LabelTexts, _ index: RuleIndex, _ report: Report) {
    for (_, template) in pairs {
      let known = AlertField.names(
        captures: fields.names,
        labels: labels.names + index.externalLabels.pairs.map { $0.name }
      )
      for fault in MessageTemplate.faults(in: template.value, knownNames: fields.isOpen ? nil : known) {
        let suggestion = fault.unknownWord.map { Suggestion.suffix(for: $0, among: fault.choices) } ?? ""
        report.error(fault.description + suggestion, at: template.node.place(ofCharacter: fault.offset))
      }
    }
  }
}

extension Shape<Annotations> {
  static var annotations: Shape {
    let pairs = Shape<[(name: Located<String>, value: Located<String>)]>.map(
      .labelName,
      to: .located(.text),
      names: "annotation"
    )
    return Shape(form: pairs.form) { node, loading in pairs.read(node, loading).map { Annotations(pairs: $0) } }
  }
}
