/// What is wrong with a template, and where.
package struct TemplateError: Error, Equatable, CustomStringConvertible {
  /// Unicode scalars from the template's beginning to the fault.
  package let offset: Int
  package let description: String

  package init(offset: Int, _ description: String) {
    self.offset = offset
    self.description = description
  }
}
