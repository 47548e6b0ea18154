extension ShapeParser {
  /// Reads a backslash outside of a class and what belongs to it.
  mutating func parseEscape() throws(NotUnderstood) -> Shape {
    guard position + 1 < text.count else { throw NotUnderstood() }
    let byte = text[position + 1]
    position += 2
    switch byte {
    case UInt8(ascii: "A"), UInt8(ascii: "Z"), UInt8(ascii: "z"), UInt8(ascii: "b"), UInt8(ascii: "B"),
      UInt8(ascii: "G"), UInt8(ascii: "K"):
      return .nothing
    case UInt8(ascii: "X"), UInt8(ascii: "R"), UInt8(ascii: "C"):
      return .anything
    case UInt8(ascii: "N"):
      if peek() == UInt8(ascii: "{") { throw NotUnderstood() }
      return .anything
    case UInt8(ascii: "1")...UInt8(ascii: "9"):
      // One digit is a back-reference; more may be one, or a byte in octal.
      if let next = peek(), ByteSet.digits.contains(next) { throw NotUnderstood() }
      return .anything
    case UInt8(ascii: "g"), UInt8(ascii: "k"):
      try skipReference()
      return .anything
    default:
      switch try parseSharedEscape(byte) {
      case .itself: return shape(ofByte: byte)
      case .oneOf(let set): return .byte(set)
      case .unknown: return .anything
      }
    }
  }

  /// Passes over the name or number behind `\g` or `\k`.
  private mutating func skipReference() throws(NotUnderstood) {
    switch peek() {
    case UInt8(ascii: "{"): try skip(past: UInt8(ascii: "}"))
    case UInt8(ascii: "<"): try skip(past: UInt8(ascii: ">"))
    case UInt8(ascii: "'"):
      position += 1
      try skip(past: UInt8(ascii: "'"))
    default:
      _ = skip("-") || skip("+")
      while let digit = peek(), ByteSet.digits.contains(digit) { position += 1 }
    }
  }

  /// What an escape stands for that is one byte, or a character of several.
  enum Escape {
    /// The byte behind the backslash.
    case itself
    case oneOf(ByteSet)
    case unknown
  }

  /// Reads the escapes that mean the same in a class and outside, `byte` being what follows the backslash.
  mutating func parseSharedEscape(_ byte: UInt8) throws(NotUnderstood) -> Escape {
    switch byte {
    case UInt8(ascii: "d"): return known(ByteSet.digits)
    case UInt8(ascii: "w"): return known(ByteSet.word)
    case UInt8(ascii: "s"): return known(ByteSet.space)
    case UInt8(ascii: "D"), UInt8(ascii: "W"), UInt8(ascii: "S"), UInt8(ascii: "H"), UInt8(ascii: "V"),
      UInt8(ascii: "h"), UInt8(ascii: "v"):
      return .unknown
    case UInt8(ascii: "p"), UInt8(ascii: "P"):
      if peek() == UInt8(ascii: "{") { try skip(past: UInt8(ascii: "}")) } else { position += 1 }
      return .unknown
    case UInt8(ascii: "a"): return .oneOf(ByteSet(0x07))
    case UInt8(ascii: "e"): return .oneOf(ByteSet(0x1B))
    case UInt8(ascii: "f"): return .oneOf(ByteSet(0x0C))
    case UInt8(ascii: "n"): return .oneOf(ByteSet(0x0A))
    case UInt8(ascii: "r"): return .oneOf(ByteSet(0x0D))
    case UInt8(ascii: "t"): return .oneOf(ByteSet(0x09))
    case UInt8(ascii: "x"): return try parseHexadecimal()
    case let byte where ByteSet.letters.contains(byte) || ByteSet.digits.contains(byte) || byte >= 0x80:
      // Octal and control characters, and what a later PCRE2 may give a meaning.
      throw NotUnderstood()
    default: return .itself
    }
  }

  /// A set of ASCII that Unicode's properties would widen.
  private func known(_ set: ByteSet) -> Escape { isUCP ? .unknown : .oneOf(set) }

  /// Reads what follows `\x`: up to two digits, or any number in braces.
  private mutating func parseHexadecimal() throws(NotUnderstood) -> Escape {
    var digits: ArraySlice<UInt8>
    if skip("{") {
      let start = position
      try skip(past: UInt8(ascii: "}"))
      digits = text[start..<position - 1]
    } else {
      digits = text[position...].prefix(2).prefix { ByteSet.hexadecimal.contains($0) }
      position += digits.count
    }
    if digits.isEmpty { digits = [UInt8(ascii: "0")] }
    guard let value = Int(String(decoding: digits, as: UTF8.self), radix: 16) else { throw NotUnderstood() }
    guard let byte = UInt8(exactly: value), !isUTF || byte < 0x80 else { return .unknown }
    guard options.isCaseless else { return .oneOf(ByteSet(byte)) }
    return hasCaseOutsideASCII(byte) ? .unknown : .oneOf(ByteSet(byte).caseless)
  }
}
