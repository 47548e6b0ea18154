/// The markup within one line.
struct InlineGrammar {
  private(set) var constructs: Set<FleepGrammar.Construct> = []
  private let line: ArraySlice<UInt32>

  init(_ line: ArraySlice<UInt32>) {
    self.line = line
    for index in line.indices {
      switch line[index] {
      case 0x2A, 0x5F: if opensEmphasis(index) { constructs.insert(.emphasis) }
      case 0x3A, 0x3B, 0x58, 0x78: if isFace(index) { constructs.insert(.face) }
      case 0x28: if isPicture(index) { constructs.insert(.picture) }
      case 0x40: if isMention(index) { constructs.insert(.mention) }
      case 0x2F: if isLink(index) { constructs.insert(.link) }
      case 0x77: if isBareLink(index) { constructs.insert(.link) }
      case 0x3C: if isLabel(index) { constructs.insert(.label) }
      default: break
      }
    }
  }

  /// An opening mark; whether it finds its end is for the rest of the message to say, which may be another's.
  private func opensEmphasis(_ index: Int) -> Bool {
    let open = index == line.startIndex || GrammarText.isSpace(line[index - 1])
    return open && index + 1 < line.endIndex && !GrammarText.isSpace(line[index + 1])
  }

  /// The mark that ends what a mark opens: the first one after other than white space, and before what may follow it.
  func endOfEmphasis(from opening: Int) -> Int? {
    line.indices.dropFirst(opening - line.startIndex + 1).first { index in
      guard line[index] == line[opening], !GrammarText.isSpace(line[index - 1]) else { return false }
      guard index + 1 < line.endIndex else { return true }
      return GrammarText.isSpace(line[index + 1]) || [0x2E, 0x2C, 0x21, 0x3F, 0x3B].contains(line[index + 1])
    }
  }

  private static let faces: Set<[UInt32]> = {
    var faces: [String] = [";)", ";-)", ";=)", ":@", ":-@", ":=@"]
    for eyes in [":", ":-", ":="] { faces += "/()sodpSODP".map { "\(eyes)\($0)" } }
    for eyes in ["x", "X"] { faces += ["(", "-(", "=("].map { eyes + $0 } }
    return Set(faces.map(GrammarText.scalars))
  }()

  private func isFace(_ index: Int) -> Bool {
    if GrammarText.isLetter(line[index]), index > line.startIndex, GrammarText.isWord(line[index - 1]) { return false }
    return [2, 3].contains { length in
      let end = index + length
      guard end <= line.endIndex, end == line.endIndex || GrammarText.isSpace(line[end]) else { return false }
      return InlineGrammar.faces.contains(Array(line[index..<end]))
    }
  }

  private static let pictures: Set<String> = Set(
    """
    boobs android drink l work candy o cat beer heart bug h gwb y tea love party todo sun poop done i kraana d phone \
    gift clock sunny idea f n snowman mobile coffee santa umbrella flower
    """.split(separator: " ").map(String.init)
  )

  private func isPicture(_ index: Int) -> Bool {
    let name = line[(index + 1)...].prefix(while: GrammarText.isLetter)
    guard name.endIndex < line.endIndex, line[name.endIndex] == 0x29 else { return false }
    let text = String(String.UnicodeScalarView(name.compactMap(Unicode.Scalar.init)))
    return InlineGrammar.pictures.contains(text.lowercased())
  }

  private func isMention(_ index: Int) -> Bool {
    let isAddress = index > line.startIndex && GrammarText.isWord(line[index - 1])
    return !isAddress && index + 1 < line.endIndex && GrammarText.isWord(line[index + 1])
  }

  private static let schemes = ["http", "https", "ftp", "mailto", "skype", "itms-services"].map {
    Array(GrammarText.scalars("\($0):").reversed())
  }

  /// At the first slash of `scheme://` and something.
  private func isLink(_ index: Int) -> Bool {
    let rest = line[index...].dropFirst()
    guard rest.first == 0x2F, let next = rest.dropFirst().first, !GrammarText.isSpace(next) else { return false }
    let before = line[..<index].reversed()
    return InlineGrammar.schemes.contains { before.starts(with: $0) }
  }

  private static let bare = GrammarText.scalars("www.")

  private func isBareLink(_ index: Int) -> Bool {
    let rest = line[index...]
    guard rest.starts(with: InlineGrammar.bare) else { return false }
    func isHost(_ scalar: UInt32) -> Bool { GrammarText.isWord(scalar) || scalar == 0x2F || scalar == 0x2D }
    let host = rest.dropFirst(4).prefix(while: isHost)
    return !host.isEmpty && host.endIndex < line.endIndex && line[host.endIndex] == 0x2E
  }

  /// `<<label>>` after something that is no blank.
  private func isLabel(_ index: Int) -> Bool {
    guard index > line.startIndex, !GrammarText.isSpace(line[index - 1]), line[index - 1] != 0x3C else { return false }
    let rest = line[index...].dropFirst()
    guard rest.first == 0x3C else { return false }
    let label = rest.dropFirst().prefix { $0 != 0x3C && $0 != 0x3E }
    return !label.isEmpty && line[label.endIndex...].starts(with: [0x3E, 0x3E])
  }
}
