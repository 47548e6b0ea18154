/// What a line's beginning can do to the line, or to all that follows it.
enum LineTrap {
  /// Whether a line that begins here is a quote, a rule, a fence, a signature, a forwarded message or a slash command.
  static func begins(_ text: ArraySlice<Unicode.Scalar>) -> Bool {
    switch text.first {
    case ">": true
    case "-": isDashes(line(text), endsText: line(text).endIndex == text.endIndex)
    case ":": isFence(line(text))
    case "/": isCommand(line(text))
    case "F": isForwarded(line(text), endsText: line(text).endIndex == text.endIndex)
    case "A": isGermanReply(line(text))
    default: false
    }
  }

  /// Whether a colon ends a line such as "Ann wrote:", which turns a quote that follows into one.
  static func announcesQuote(_ scalars: [Unicode.Scalar], at colon: Int) -> Bool {
    guard colon + 1 == scalars.count || scalars[colon + 1] == "\n" else { return false }
    let before = scalars[..<colon].reversed().drop { $0 == " " }
    return ["wrote", "writes", "écrit"].contains { before.starts(with: $0.unicodeScalars.reversed()) }
  }

  /// A line of `:::`, and perhaps blanks.
  static func isFence(_ line: some Collection<Unicode.Scalar>) -> Bool {
    line.starts(with: ":::".unicodeScalars) && line.dropFirst(3).allSatisfy(\.mayBeBlank)
  }

  private static func line(_ text: ArraySlice<Unicode.Scalar>) -> ArraySlice<Unicode.Scalar> {
    text.prefix { $0 != "\n" }
  }

  /// `-- `, `---` and more, `---- Original message ----`.
  private static func isDashes(_ line: ArraySlice<Unicode.Scalar>, endsText: Bool) -> Bool {
    let rest = line.drop { $0 == "-" }
    let count = rest.startIndex - line.startIndex
    guard count >= 2 else { return false }
    guard !rest.allSatisfy(\.mayBeBlank) else { return count > 2 || !rest.isEmpty || endsText }
    let words = String(String.UnicodeScalarView(rest.drop { $0 == " " }.prefix(9))).lowercased()
    return count > 2 && (words.hasPrefix("forwarded") || words.hasPrefix("original"))
  }

  /// `/pin`, but not `/var/log`.
  private static func isCommand(_ line: ArraySlice<Unicode.Scalar>) -> Bool {
    let word = line.dropFirst()
    guard let first = word.first, first.isASCIILetter else { return false }
    return word.first { !($0.isASCIILetterOrDigit || $0 == "_" || $0 == "-") } != "/"
  }

  /// `From: `, or what becomes that with the text that follows.
  private static func isForwarded(_ line: ArraySlice<Unicode.Scalar>, endsText: Bool) -> Bool {
    line.starts(with: "From: ".unicodeScalars)
      || endsText && (line.elementsEqual("From".unicodeScalars) || line.elementsEqual("From:".unicodeScalars))
  }

  /// "Am Montag scrieb Ann:", as Fleep's grammar spells it, or as it is spelt.
  private static func isGermanReply(_ line: ArraySlice<Unicode.Scalar>) -> Bool {
    guard line.starts(with: "Am ".unicodeScalars), line.last == ":" else { return false }
    let text = String(String.UnicodeScalarView(line))
    return text.contains(" scrieb ") || text.contains(" schrieb ")
  }
}
