/// Something in a message's text that Fleep shows otherwise than its author may think.
package enum FormattingFault: String, Sendable, CaseIterable {
  /// The message begins with `/`, which may be a command.
  case slashCommand
  /// A code block has no line that ends it.
  case unclosedCodeBlock
  /// The line that should end a code block is the last and has no line feed: Fleep takes it for code.
  case codeBlockWithoutFinalNewline
  /// A line in a code block that would end it, but for blanks after it.
  case fenceInCodeBlock
  /// A line that turns all that follows into a quote.
  case signature
  /// `[label](address)`, which Fleep shows as it is typed.
  case markdownLink
  /// `# Title`, which Fleep shows as it is typed.
  case markdownHeading
  /// Code in backticks, which Fleep shows as it is typed.
  case backticks
  /// `&amp;` and its kin, which Fleep shows as they are typed.
  case htmlEntity
  /// `*bold*:` or `*bold*)`, which does not end there.
  case brokenBold
  /// What becomes a face or a picture.
  case emoticon
  /// `@name`, which may alert somebody.
  case mention
  /// A named link with a blank before its label, or an angle bracket in it.
  case brokenLabel

  /// What is wrong with a text, each fault once, in the order of the cases.
  static func faults(in text: String) -> [FormattingFault] {
    var found: Set<FormattingFault> = text.hasPrefix("/") ? [.slashCommand] : []
    var isCode = false
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for (number, line) in lines.enumerated() {
      let isFence = line.hasPrefix(":::") && line.dropFirst(3).allSatisfy(\.isWhitespace)
      if isFence, isCode, line.count > 3 {
        found.insert(.fenceInCodeBlock)
      } else if isFence {
        if isCode, number == lines.count - 1 { found.insert(.codeBlockWithoutFinalNewline) }
        isCode.toggle()
      } else if !isCode {
        found.formUnion(LineLint(line).faults)
      }
    }
    if isCode { found.insert(.unclosedCodeBlock) }
    return allCases.filter(found.contains)
  }
}
