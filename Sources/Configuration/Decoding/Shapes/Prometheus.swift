import Model

extension Shape<LabelTexts> {
  /// Labels whose texts are Go templates.
  static var prometheusLabels: Shape {
    let pairs = Shape<[(name: Located<String>, value: Located<String>)]>.map(
      .labelName,
      to: .located(.text),
      names: "label"
    )
    return Shape(form: pairs.form) { node, loading in
      pairs.read(node, loading).map { pairs in
        LabelTexts(
          pairs: pairs.compactMap { name, text in
            // A label's text is data: it has names in it, and no formatters.
            guard let mustache = text.translated(loading, otherwise: "the label is left out") else { return nil }
            guard !mustache.contains("|") else {
              loading.report.warning("formatters in a label are not supported: the label is left out", at: text.place)
              return nil
            }
            let places = mustache.replacing("{{labels.", with: "{{")
            return (name, Located(value: Interpolation(places), node: text.node))
          }
        )
      }
    }
  }
}

extension Shape<Annotations> {
  /// Annotations that are Go templates.
  static var prometheusAnnotations: Shape {
    let pairs = Shape<[(name: Located<String>, value: Located<String>)]>.map(
      .labelName,
      to: .located(.text),
      names: "annotation"
    )
    return Shape(form: pairs.form) { node, loading in
      pairs.read(node, loading).map { pairs in
        Annotations(
          pairs: pairs.compactMap { name, text in
            text.translated(loading, otherwise: "the plain text form is sent").map { mustache in
              (name, Located(value: mustache, node: text.node))
            }
          }
        )
      }
    }
  }
}

extension Located<String> {
  /// A Go template as Mustache; nil, with a warning, where it cannot be translated.
  fileprivate func translated(_ loading: Loading, otherwise consequence: String) -> String? {
    do throws(ExpressionError) {
      return try GoTemplate.mustache(from: value)
    } catch {
      loading.report.warning("\(error.message): \(consequence)", at: node.place(ofCharacter: error.offset))
      return nil
    }
  }
}
