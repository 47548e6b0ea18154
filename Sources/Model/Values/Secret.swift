/// A text that nobody may see: printing, interpolating, dumping or encoding it shows `(secret)`.
///
/// A hook's address is one, since whoever has it can post (facts/fleep-hooks.md, section 1.1).
package struct Secret: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  private let text: String

  package init(_ text: String) {
    self.text = text
  }

  /// The text itself, for the one place that hands it to libcurl or compares it.
  package var revealed: String { text }

  package var description: String { "(secret)" }
  package var debugDescription: String { "(secret)" }
  package var customMirror: Mirror { Mirror(self, children: [:]) }
}
