import Model

extension Shape<RouteDefinition.Grouping> {
  /// Names of labels, or `['...']` for no grouping at all.
  static var grouping: Shape {
    let names = Shape<[Located<String>]>.list(of: .located(.text))
    return Shape(form: names.form) { node, loading in
      guard let names = names.read(node, loading) else { return nil }
      if names.map(\.value) == ["..."] { return RouteDefinition.Grouping.none }
      for name in names where !isPrometheusName(name.value) {
        let complaint = name.value == "..." ? "'...' stands alone" : "'\(name.value)' is not a label's name"
        loading.report.error(complaint, at: name.place)
      }
      return .by(names.map(\.value))
    }
  }
}
