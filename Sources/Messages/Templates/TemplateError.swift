/// What is wrong with a template, and where.
package struct TemplateError: Error, Equatable, CustomStringConvertible {
  /// Unicode scalars from the template's beginning to the fault.
  package let offset: Int
  package let description: String
  /// The word that nothing has as its name, where that is the fault.
  package let unknownWord: String?
  /// The words that would have been right in its place, sorted: something to suggest from.
  package let choices: [String]

  package init(offset: Int, _ description: String) {
    self.offset = offset
    self.description = description
    unknownWord = nil
    choices = []
  }

  /// A word of one of the kinds of words in a template, `a formatter` or `a name`, that is not known.
  init(offset: Int, kind: String, unknownWord: String, choices: some Sequence<String>) {
    self.offset = offset
    description = "unknown \(kind) '\(unknownWord)'"
    self.unknownWord = unknownWord
    self.choices = choices.sorted()
  }
}
