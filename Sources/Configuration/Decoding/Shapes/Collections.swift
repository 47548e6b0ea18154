extension Shape {
  static func list<Element>(of element: Shape<Element>) -> Shape where Value == [Element] {
    Shape(form: .list(element.form)) { node, loading in
      guard case .list(let nodes) = node.content else {
        loading.report.error("\(node.description) is not a list", at: node.place)
        return nil
      }
      return nodes.compactMap { readElement($0, element, loading) }
    }
  }

  /// A list, or one element without its brackets.
  static func oneOrMore<Element>(of element: Shape<Element>) -> Shape where Value == [Element] {
    Shape(form: .oneOrMore(element.form)) { node, loading in
      guard case .list(let nodes) = node.content else { return element.read(node, loading).map { [$0] } }
      guard !nodes.isEmpty else {
        loading.report.error("the list is empty", at: node.place)
        return nil
      }
      return nodes.compactMap { readElement($0, element, loading) }
    }
  }

  /// Names that the writer chooses, each with a value, in the order of the file.
  static func map<Name, Element>(_ names: Shape<Name>, to element: Shape<Element>, names words: String) -> Shape
  where Value == [(name: Located<Name>, value: Element)] {
    Shape(form: .map(of: element.form, names: words)) { node, loading in
      guard case .mapping(let entries) = node.content else {
        loading.report.error("\(node.description) is not a mapping", at: node.place)
        return nil
      }
      return entries.compactMap { entry in
        let key = Node(content: .scalar(entry.key, .plain), place: entry.place)
        guard let name = names.read(key, loading), let value = readElement(entry.value, element, loading) else {
          return nil
        }
        return (Located(value: name, node: key), value)
      }
    }
  }

  private static func readElement<Element>(_ node: Node, _ shape: Shape<Element>, _ loading: Loading) -> Element? {
    guard !node.isEmpty else {
      loading.report.error("a value is missing", at: node.place)
      return nil
    }
    return shape.read(node, loading)
  }
}

extension Shape<[String]> {
  /// A program and its arguments.
  static var arguments: Shape {
    let texts = list(of: .text)
    return Shape(form: texts.form) { node, loading in
      guard let texts = texts.read(node, loading) else { return nil }
      guard let program = texts.first, !program.isEmpty else {
        loading.report.error("the list begins with the program", at: node.place)
        return nil
      }
      return texts
    }
  }
}

extension Shape where Value: RawRepresentable & CaseIterable & Sendable, Value.RawValue == String {
  /// One of a few words.
  static var choice: Shape {
    let words = Value.allCases.map(\.rawValue)
    return Shape(form: .choice(words)) { node, loading in
      if case .scalar(let text, _) = node.content, let value = Value(rawValue: text) { return value }
      var suggestion = ""
      if case .scalar(let text, _) = node.content { suggestion = Suggestion.suffix(for: text, among: words) }
      let list = words.map { "'\($0)'" }.joined(separator: ", ")
      loading.report.error("\(node.description) is not one of \(list)\(suggestion)", at: node.place)
      return nil
    }
  }
}
