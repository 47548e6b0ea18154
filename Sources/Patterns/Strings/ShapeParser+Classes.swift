extension ShapeParser {
  /// Reads a class in brackets.
  mutating func parseClass() throws(NotUnderstood) -> Shape {
    if skip("[[:<:]]") || skip("[[:>:]]") { return .nothing }
    position += 1
    let isNegated = skip("^")
    var members: [Member] = []
    repeat {
      members.append(try parseMember())
    } while peek() != UInt8(ascii: "]")
    position += 1

    var set = ByteSet()
    for member in members {
      guard case .bytes(let bytes) = member else { return .anything }
      set = set.union(bytes)
    }
    // In UTF mode what is left out can be a character of several bytes.
    if isNegated && isUTF { return .anything }
    return .byte(isNegated ? set.inverted : set)
  }

  private enum Member {
    case bytes(ByteSet)
    case unknown
  }

  /// Reads one character, range, escape or POSIX name of a class.
  private mutating func parseMember() throws(NotUnderstood) -> Member {
    if let name = try parsePOSIXName() { return name }
    let low = try parseCharacter()
    guard case .character(let first) = low, isHyphenOfRange else { return member(low) }
    position += 1
    guard case .character(let last) = try parseCharacter(), first <= last else { return .unknown }
    return cases(of: first...last)
  }

  /// Whether a hyphen stands here that is not itself: one before the closing bracket is.
  private var isHyphenOfRange: Bool {
    text[position...].starts(with: [UInt8(ascii: "-")]) && !text[position...].starts(with: Array("-]".utf8))
  }

  private enum Character {
    case character(UInt8)
    case set(ByteSet)
    case unknown
  }

  private mutating func parseCharacter() throws(NotUnderstood) -> Character {
    guard let byte = peek() else { throw NotUnderstood() }
    position += 1
    if byte >= 0x80 && isUTF {
      while let next = peek(), next & 0xC0 == 0x80 { position += 1 }
      return .unknown
    }
    // Blanks that are skipped can stand inside a range.
    if options.isExtendedMore && (byte == 0x20 || byte == 0x09) { throw NotUnderstood() }
    guard byte == UInt8(ascii: "\\") else { return .character(byte) }
    return try parseEscapedCharacter()
  }

  private mutating func parseEscapedCharacter() throws(NotUnderstood) -> Character {
    // Quotes can begin and end inside a range.
    guard let escaped = peek(), escaped != UInt8(ascii: "Q"), escaped != UInt8(ascii: "E") else {
      throw NotUnderstood()
    }
    position += 1
    if escaped == UInt8(ascii: "b") { return .character(0x08) }
    // The other case is added when the whole range is known.
    let outer = options
    options.isCaseless = false
    defer { options = outer }
    switch try parseSharedEscape(escaped) {
    case .itself: return .character(escaped)
    case .oneOf(let set): return set.count == 1 ? .character(set.bytes[0]) : .set(set)
    case .unknown: return .unknown
    }
  }

  private func member(_ character: Character) -> Member {
    switch character {
    case .character(let byte): cases(of: byte...byte)
    case .set(let set): .bytes(set)
    case .unknown: .unknown
    }
  }

  /// The bytes of a range, in both cases where the options say so.
  private func cases(of range: ClosedRange<UInt8>) -> Member {
    guard options.isCaseless else { return .bytes(ByteSet(range)) }
    return range.contains(where: hasCaseOutsideASCII) ? .unknown : .bytes(ByteSet(range).caseless)
  }

  /// Reads `[:alpha:]` or `[:^alpha:]`; nil where no such name stands here.
  private mutating func parsePOSIXName() throws(NotUnderstood) -> Member? {
    let rest = text[position...]
    guard rest.starts(with: Array("[:".utf8)) else {
      if rest.starts(with: Array("[.".utf8)) || rest.starts(with: Array("[=".utf8)) { throw NotUnderstood() }
      return nil
    }
    let name = rest.dropFirst(2).prefix { ByteSet.letters.contains($0) || $0 == UInt8(ascii: "^") }
    // Where the name ends in another way, PCRE2 looks on for a `:]`.
    guard text[name.endIndex...].starts(with: Array(":]".utf8)) else { throw NotUnderstood() }
    position = name.endIndex + 2
    guard !isUCP, !(isUTF && options.isCaseless),
      let set = ShapeParser.posixClasses[String(decoding: name, as: UTF8.self)]
    else { return .unknown }
    return .bytes(options.isCaseless ? set.caseless : set)
  }

  private static let posixClasses: [String: ByteSet] = [
    "alnum": ByteSet.letters.union(ByteSet.digits),
    "alpha": ByteSet.letters,
    "ascii": ByteSet(0x00...0x7F),
    "blank": ByteSet([0x20, 0x09]),
    "cntrl": ByteSet(0x00...0x1F).union(ByteSet(0x7F)),
    "digit": ByteSet.digits,
    "graph": ByteSet(0x21...0x7E),
    "lower": ByteSet.lower,
    "print": ByteSet(0x20...0x7E),
    "punct": ByteSet(0x21...0x7E).subtracting(ByteSet.letters.union(ByteSet.digits)),
    "space": ByteSet.space,
    "upper": ByteSet.upper,
    "word": ByteSet.word,
    "xdigit": ByteSet.hexadecimal,
  ]
}
