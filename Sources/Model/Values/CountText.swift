extension Int {
  /// So many of something, in words: `1 line`, `2 lines`.
  package func spoken(_ noun: String) -> String { self == 1 ? "1 \(noun)" : "\(self) \(noun)s" }

  /// So many alerts, in words.
  package var alerts: String { spoken("alert") }
}
