/// Named patterns: `%{NAME}` stands for one inside any pattern's text, `%{NAME:field}` also captures it.
package enum Grok {
  /// The names and their definitions, sorted by name.
  package static let definitions: [(name: String, pattern: String)] =
    byName.sorted { $0.key < $1.key }.map { (name: $0.key, pattern: $0.value) }

  private static let byName = Dictionary(
    uniqueKeysWithValues: [numbers, words, network, times, levels, lines].joined().map { ($0.name, $0.pattern) }
  )

  /// The text with every `%{NAME:field}` replaced by what it stands for.
  package static func expanded(_ text: String) throws(PatternError) -> String {
    try GrokExpansion(text).text
  }

  /// What stands between the braces.
  struct Place {
    var name: Substring
    var field: Substring?

    /// A third part, the type that other programs convert the field to, changes nothing: fields are text, and compared as numbers where one is asked for.
    init(_ text: Substring) {
      let parts = text.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      name = parts.first ?? ""
      field = parts.count > 1 ? parts[1] : nil
    }
  }

  /// The pattern for one place: a group, so that a quantifier after it applies to the whole.
  static func pattern(for place: Place) throws(PatternError) -> String {
    guard let definition = byName[String(place.name)] else {
      throw PatternError(kind: .grok, message: "there is no named pattern '\(place.name)'", offset: 0)
    }
    let inner = try expanded(definition)
    guard let field = place.field else { return "(?:\(inner))" }
    guard isName(field) else {
      throw PatternError(
        kind: .grok,
        message: "'\(field)' cannot name a capture: letters, digits and _, at most 32, not beginning with a digit",
        offset: 0
      )
    }
    return "(?<\(field)>\(inner))"
  }

  private static func isName(_ text: Substring) -> Bool {
    guard let first = text.utf8.first, !(0x30...0x39).contains(first), text.utf8.count <= 32 else { return false }
    return text.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x5F
    }
  }
}
