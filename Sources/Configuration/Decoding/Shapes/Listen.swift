/// Where the listener will listen, as it is written.
struct ListenAddress: Sendable {
  let address: String
}

extension Shape<ListenAddress> {
  /// `HOST:PORT`, or a mapping with more.
  static var listenAddress: Shape {
    Shape(form: .anyOf([Shape<String>.text.form, .section(ListenSection.self)])) { node, loading in
      if case .mapping = node.content { return ListenSection.read(node, loading) }
      return Shape<String>.text.read(node, loading).map(ListenAddress.init)
    }
  }
}
