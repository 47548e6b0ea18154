/// Fleep's markup as its own clients read it (facts/fleep-hooks.md, section 3), written apart from what makes text inert.
///
/// It tells which constructs a message has. Where the rules leave room, it takes the wider reading.
struct FleepGrammar {
  enum Construct: String, Comparable {
    case codeBlock, command, control, direction, emphasis, face, forwarded, label, link, mention, picture, quote, rule

    /// It takes a whole line, or begins with one.
    var isOfLine: Bool {
      switch self {
      case .codeBlock, .command, .forwarded, .quote, .rule: true
      case .control, .direction, .emphasis, .face, .label, .link, .mention, .picture: false
      }
    }

    static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
  }

  private(set) var constructs: Set<Construct> = []
  /// The lines inside of code blocks.
  private(set) var code: [String] = []
  /// The text after a code block that was opened is code to the end.
  private(set) var isOpen = false

  init(_ message: String) {
    let scalars = message.unicodeScalars.map(\.value)
    for scalar in scalars { note(scalar) }
    let lines = scalars.split(separator: 0x0A, omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      // The last piece has no line feed after it, and only that ends a fence.
      if line.elementsEqual(GrammarText.fence), index + 1 < lines.count, isOpen {
        isOpen = false
      } else if isOpen {
        code.append(String(String.UnicodeScalarView(line.compactMap(Unicode.Scalar.init))))
      } else {
        read(line, following: lines.dropFirst(index + 1))
      }
    }
    // Closed by the end of the message, the last, empty piece is no line of code.
    if isOpen, code.last == "" { code.removeLast() }
  }

  private mutating func note(_ scalar: UInt32) {
    switch scalar {
    case 0x09, 0x0A: break
    case 0..<0x20, 0x7F...0x9F, 0xFFFE, 0xFFFF, 0x2028, 0x2029: constructs.insert(.control)
    case 0x61C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: constructs.insert(.direction)
    default: break
    }
  }

  private mutating func read(_ line: ArraySlice<UInt32>, following: ArraySlice<ArraySlice<UInt32>>) {
    if line.starts(with: GrammarText.fence), line.dropFirst(3).allSatisfy(GrammarText.isSpace) {
      constructs.insert(.codeBlock)
      isOpen = true
      return
    }
    switch line.first {
    case GrammarText.greater: constructs.insert(.quote)
    case GrammarText.dash: readDashes(line)
    case GrammarText.slash: if GrammarText.isCommand(line) { constructs.insert(.command) }
    default: break
    }
    if GrammarText.isForwarded(line) { constructs.insert(.forwarded) }
    if GrammarText.announcesQuote(line), following.first(where: { !$0.isEmpty })?.first ?? 0x3E == 0x3E {
      constructs.insert(.quote)
    }
    constructs.formUnion(InlineGrammar(line).constructs)
  }

  private mutating func readDashes(_ line: ArraySlice<UInt32>) {
    let rest = line.drop { $0 == GrammarText.dash }
    let dashes = line.count - rest.count
    if dashes >= 3, rest.isEmpty { constructs.insert(.rule) }
    if dashes == 2, !rest.isEmpty, rest.allSatisfy({ $0 == 0x20 }) { constructs.insert(.forwarded) }
  }
}

/// What single lines look like.
enum GrammarText {
  static let fence = scalars(":::")
  static let greater: UInt32 = 0x3E
  static let dash: UInt32 = 0x2D
  static let slash: UInt32 = 0x2F

  static func scalars(_ text: String) -> [UInt32] { text.unicodeScalars.map(\.value) }

  /// What regular expressions take for white space, U+200B not among it.
  static func isSpace(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x09...0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: true
    default: false
    }
  }

  static func isLetter(_ scalar: UInt32) -> Bool { 0x41...0x5A ~= scalar || 0x61...0x7A ~= scalar }
  static func isWord(_ scalar: UInt32) -> Bool { isLetter(scalar) || 0x30...0x39 ~= scalar || scalar == 0x5F }

  /// A slash, a word, and then white space or the end.
  static func isCommand(_ line: ArraySlice<UInt32>) -> Bool {
    let word = line.dropFirst().prefix(while: isWord)
    guard let first = word.first, isLetter(first) else { return false }
    return word.endIndex == line.endIndex || isSpace(line[word.endIndex])
  }

  private static let headers = ["From: ", "*From*: "].map(scalars)

  static func isForwarded(_ line: ArraySlice<UInt32>) -> Bool {
    if headers.contains(where: { line.starts(with: $0) }) { return true }
    let rest = line.drop { $0 == dash }
    guard line.count - rest.count >= 3 else { return false }
    let words = text(rest).lowercased().drop { $0 == " " }
    return words.hasPrefix("forwarded message") || words.hasPrefix("original message")
  }

  static func announcesQuote(_ line: ArraySlice<UInt32>) -> Bool {
    guard line.last == 0x3A else { return false }
    let text = text(line.dropLast())
    if text.hasPrefix("Am "), text.contains(" scrieb ") { return true }
    let trimmed = text.reversed().drop { $0 == " " }
    return ["wrote", "writes", "écrit"].contains { trimmed.starts(with: $0.reversed()) }
  }

  private static func text(_ scalars: ArraySlice<UInt32>) -> String {
    String(String.UnicodeScalarView(scalars.compactMap(Unicode.Scalar.init)))
  }
}
