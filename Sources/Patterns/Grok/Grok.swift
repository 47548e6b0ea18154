/// Named patterns: `%{NAME}` stands for one inside any pattern's text, `%{NAME:field}` also captures it.
package enum Grok {
  /// The names and their definitions, sorted by name.
  package static var definitions: [(name: String, pattern: String)] { [] }

  /// The text with every `%{NAME:field}` replaced by what it stands for.
  package static func expanded(_ text: String) throws(PatternError) -> String {
    text
  }
}
