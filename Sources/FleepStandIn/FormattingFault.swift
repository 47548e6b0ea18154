/// Something in a message's text that Fleep shows otherwise than its author may think.
package enum FormattingFault: String, Sendable, CaseIterable {
  case slashCommand

  /// What is wrong with a text, each fault once.
  static func faults(in text: String) -> [FormattingFault] {
    text.hasPrefix("/") ? [.slashCommand] : []
  }
}
