extension String {
  /// Digits with zeros before them, so that there are at least `width`.
  package func zeroPadded(to width: Int) -> String {
    String(repeating: "0", count: max(0, width - utf8.count)) + self
  }
}
