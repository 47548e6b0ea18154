internal import CPCRE2

/// A PCRE2 pattern over bytes, compiled to machine code.
///
/// Bytes are compared as bytes and classes are ASCII unless the text begins with `(*UTF)`. `^` and `$` are the event's ends, `.` does
/// not match a line feed; `(?m)` and `(?s)` change that. `%{NAME:field}` places are named patterns (see ``Grok``).
package final class Pattern: Sendable {
  /// The text that the pattern was made from.
  package let text: String
  /// The names of the captures, in order of their first group, each once.
  package let captureNames: [String]

  /// Compiles a text.
  package init(_ text: String) throws(PatternError) {
    self.text = text
    captureNames = []
  }

  /// The pattern that matches exactly `text`, whatever characters it holds.
  package static func escaped(_ text: String) -> String {
    text
  }

  /// The named captures of the first match in `text`, for places where speed does not matter; nil where nothing matches.
  package func captures(in text: String) -> [String: String]? {
    nil
  }
}
