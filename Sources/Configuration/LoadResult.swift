/// What came of reading a configuration: the value, unless something is wrong, and all that there is to say about it.
package struct LoadResult: Sendable {
  /// Nil where ``hasErrors``.
  package let configuration: Configuration?
  /// Of all files, sorted by file, line and column.
  package let diagnostics: [Diagnostic]

  /// Whether something is wrong; warnings alone are not.
  package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  package init(configuration: Configuration?, diagnostics: [Diagnostic]) {
    self.diagnostics = diagnostics.sorted()
    self.configuration = diagnostics.contains { $0.severity == .error } ? nil : configuration
  }
}
