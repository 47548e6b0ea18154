/// A mapping whose keys are known: a hook, a route, an alert.
///
/// One section is one file, with its keys and what they mean.
protocol Section: SendableMetatype {
  associatedtype Value
  /// What sentences, the schema and the manual call it.
  static var title: String { get }
  /// All its keys, in the order of the manual.
  static var keys: [any DescribedKey] { get }
  /// The value of a mapping whose keys are all known; nil where it is none, and then that has been told.
  static func decode(_ mapping: Mapping<Self>) -> Value?
}

extension Section {
  /// `a hook`, `an alert`.
  static var titleWithArticle: String { "\(title.first.map { "aeiou".contains($0) } ?? false ? "an" : "a") \(title)" }

  /// The mapping at a node as the section's value.
  static func read(_ node: Node, named name: String = "", _ loading: Loading) -> Value? {
    Mapping<Self>(node, name: name, loading: loading).flatMap(decode)
  }
}

extension Shape {
  /// A mapping with the keys of a section.
  static func section<S: Section>(_ section: S.Type) -> Shape where S.Value == Value {
    Shape(form: .section(section)) { node, loading in S.read(node, loading) }
  }

  /// A mapping of names that the writer chooses to sections, each of which defines a name.
  static func definitions<S: Section>(_ kind: NamedThing, _ section: S.Type) -> Shape
  where Value == [S.Value] {
    Shape(form: .map(of: .section(section), names: kind.rawValue)) { node, loading in
      guard case .mapping(let entries) = node.content else {
        loading.report.error("\(node.description) is not a mapping of \(kind.rawValue) names", at: node.place)
        return nil
      }
      return entries.compactMap { entry in
        loading.names.define(kind, entry.key, at: entry.place, report: loading.report)
        return S.read(entry.value, named: entry.key, loading)
      }
    }
  }
}
