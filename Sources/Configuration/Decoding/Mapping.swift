/// The mapping of one section in a file: typed access to its values.
///
/// Making one tells of unknown keys, of keys that are not supported yet and of missing ones; reading a value tells what
/// is wrong with it. So a section's decoder only says what its values are for.
struct Mapping<S: Section> {
  /// The key that it stands under, where the writer chose it.
  let name: String
  let node: Node
  let loading: Loading
  private let entries: [String: Node.Entry]
  /// The keys that misspelled ones were meant to be: they are not missed as well.
  private let misspelled: Set<String>

  /// Nil where the node is no mapping.
  init?(_ node: Node, name: String, loading: Loading) {
    guard case .mapping(let entries) = node.content else {
      let keys = S.keys.prefix(3).map { "'\($0.name)'" }.joined(separator: ", ")
      loading.report.error(
        "\(node.description) is not \(S.titleWithArticle), which is a mapping with keys such as \(keys)",
        at: node.place
      )
      return nil
    }
    self.name = name
    self.node = node
    self.loading = loading
    self.entries = Dictionary(entries.map { ($0.key, $0) }) { first, _ in first }
    let names = S.keys.map { $0.name }
    var misspelled: Set<String> = []
    for entry in entries {
      if !names.contains(entry.key) {
        let suggestion = Suggestion.suffix(for: entry.key, among: names)
        loading.report.error("unknown key '\(entry.key)'\(suggestion)", at: entry.place)
        if let meant = Suggestion.nearest(to: entry.key, among: names) { misspelled.insert(meant) }
      } else if loading.refuses(entry.key, of: S.self) {
        loading.report.error("'\(entry.key)' is not supported yet", at: entry.place)
      }
    }
    self.misspelled = misspelled
    for key in S.keys where key.isRequired && self.entries[key.name] == nil && !misspelled.contains(key.name) {
      error("\(S.titleWithArticle) needs '\(key.name)'")
    }
  }

  /// The value of a key; nil where it is absent or wrong.
  subscript<Value>(key: Key<Value>) -> Value? {
    value(key.name, key.shape)
  }

  /// The value of a key; its default where it is absent or wrong.
  subscript<Value>(setting: Setting<Value>) -> Value {
    value(setting.name, setting.shape) ?? setting.defaultValue
  }

  func has(_ key: some DescribedKey) -> Bool { entries[key.name] != nil }

  /// Where a key's value stands; where the key is absent, where the mapping does.
  func place(of key: some DescribedKey) -> Place { entries[key.name]?.value.place ?? node.place }

  /// Tells that something is wrong with the mapping as a whole, or with one of its keys.
  func error(_ message: String, at key: (any DescribedKey)? = nil) {
    loading.report.error(message, at: key.flatMap { entries[$0.name]?.place } ?? node.place)
  }

  /// Refuses keys that have no meaning here.
  func refuse(_ keys: [any DescribedKey], because reason: String) {
    for key in keys where entries[key.name] != nil { error("'\(key.name)' \(reason)", at: key) }
  }

  /// The one key of these that is given; nil where none or several are, and then that has been told.
  func onlyOne(of keys: [any DescribedKey]) -> String? {
    let given = keys.filter { entries[$0.name] != nil }
    guard let first = given.first else {
      guard !keys.contains(where: { misspelled.contains($0.name) }) else { return nil }
      error("\(S.titleWithArticle) needs one of \(keys.map { "'\($0.name)'" }.joined(separator: ", "))")
      return nil
    }
    for other in given.dropFirst() { error("'\(other.name)' and '\(first.name)' exclude each other", at: other) }
    return given.count == 1 ? first.name : nil
  }

  private func value<Value>(_ name: String, _ shape: Shape<Value>) -> Value? {
    guard let entry = entries[name] else { return nil }
    guard !entry.value.isEmpty else {
      loading.report.error("'\(name)' has no value", at: entry.place)
      return nil
    }
    return shape.read(entry.value, loading)
  }
}
