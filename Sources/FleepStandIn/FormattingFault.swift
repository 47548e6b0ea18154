/// Something in a message's text that Fleep shows otherwise than its author may think.
package enum FormattingFault: String, Sendable, CaseIterable {
  case slashCommand
}
