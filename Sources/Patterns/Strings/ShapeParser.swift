/// Reads the text of a pattern that PCRE2 has taken, as far as it says something about the bytes of a match.
///
/// Where PCRE2's syntax is richer than what is read here, the answer is "anything": a pattern is then tried on more lines, and never on fewer.
struct ShapeParser {
  /// Something that is not understood, so that nothing can be said about the whole pattern.
  struct NotUnderstood: Error {}

  /// The settings that change what the text means; they hold to the end of their group.
  struct Options {
    var isCaseless = false
    var isExtended = false
    /// `(?xx)`: blanks in classes are skipped too.
    var isExtendedMore = false
  }

  let text: [UInt8]
  let isUTF: Bool
  let isUCP: Bool
  var position: Int
  var options = Options()
  /// Between `\Q` and `\E`.
  var isQuoted = false

  /// What the text says about an event that the pattern matches.
  static func shape(of text: String) -> Shape {
    let start = StartOfPattern(text)
    guard start.isUnderstood else { return .anything }
    var parser = ShapeParser(text: Array(text.utf8), isUTF: start.isUTF, isUCP: start.isUCP, position: start.length)
    guard let shape = try? parser.parseAlternatives(), parser.position == parser.text.count else { return .anything }
    return shape
  }

  /// Reads branches up to the end of the text or the parenthesis that closes the group.
  mutating func parseAlternatives() throws(NotUnderstood) -> Shape {
    var branches: [Shape] = []
    while true {
      branches.append(try parseBranch())
      guard peek() == UInt8(ascii: "|") else { break }
      position += 1
    }
    return branches.count == 1 ? branches[0] : .choice(branches)
  }

  private mutating func parseBranch() throws(NotUnderstood) -> Shape {
    var parts: [Shape] = []
    try skipIgnored()
    while let byte = peek(), isQuoted || (byte != UInt8(ascii: "|") && byte != UInt8(ascii: ")")) {
      parts.append(try parseQuantifiers(of: parseItem()))
      try skipIgnored()
    }
    return parts.count == 1 ? parts[0] : .sequence(parts)
  }

  private mutating func parseItem() throws(NotUnderstood) -> Shape {
    if isQuoted { return try parseLiteral() }
    switch text[position] {
    case UInt8(ascii: "("): return try parseGroup()
    case UInt8(ascii: "["): return try parseClass()
    case UInt8(ascii: "\\"): return try parseEscape()
    case UInt8(ascii: "."):
      position += 1
      return .anything
    case UInt8(ascii: "^"), UInt8(ascii: "$"):
      position += 1
      return .nothing
    default: return try parseLiteral()
    }
  }

  /// One character of the text that stands for itself.
  mutating func parseLiteral() throws(NotUnderstood) -> Shape {
    let first = text[position]
    position += 1
    guard isUTF, first >= 0x80 else { return shape(ofByte: first) }
    var bytes = [first]
    while let next = peek(), next & 0xC0 == 0x80 {
      bytes.append(next)
      position += 1
    }
    // Unicode has blanks that are skipped outside of quotes, and cases that differ in every byte.
    if options.isExtended && !isQuoted { throw NotUnderstood() }
    return options.isCaseless ? .anything : .text(bytes)
  }

  /// A byte that stands for itself, in either case where the options say so.
  func shape(ofByte byte: UInt8) -> Shape {
    guard options.isCaseless else { return .byte(ByteSet(byte)) }
    return hasCaseOutsideASCII(byte) ? .anything : .byte(ByteSet(byte).caseless)
  }

  /// Whether a letter has a third form among Unicode's: the Kelvin sign, and the long s.
  func hasCaseOutsideASCII(_ byte: UInt8) -> Bool {
    (isUTF || isUCP) && (byte >= 0x80 || [0x4B, 0x6B, 0x53, 0x73].contains(byte))
  }

  private mutating func parseQuantifiers(of item: Shape) throws(NotUnderstood) -> Shape {
    var shape = item
    try skipIgnored()
    while !isQuoted, let (minimum, isExact) = try parseQuantifier() {
      shape = shape.repeated(atLeast: minimum, isExact: isExact)
      try skipIgnored()
      if let suffix = peek(), suffix == UInt8(ascii: "?") || suffix == UInt8(ascii: "+") { position += 1 }
      try skipIgnored()
    }
    return shape
  }

  /// Reads `*`, `+`, `?` or a count in braces; nil where none of them stands here.
  private mutating func parseQuantifier() throws(NotUnderstood) -> (minimum: Int, isExact: Bool)? {
    switch peek() {
    case UInt8(ascii: "*"), UInt8(ascii: "?"):
      position += 1
      return (0, false)
    case UInt8(ascii: "+"):
      position += 1
      return (1, false)
    case UInt8(ascii: "{"):
      return try parseCount()
    default: return nil
    }
  }

  /// Reads `{3}`, `{3,}` or `{3,5}`; braces around something else are literal text.
  private mutating func parseCount() throws(NotUnderstood) -> (minimum: Int, isExact: Bool)? {
    guard let close = text[position...].firstIndex(of: UInt8(ascii: "}")) else { return nil }
    let inside = text[position..<close].dropFirst()
    let counts = inside.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
    let minimum = counts.first.flatMap { Int(String(decoding: $0, as: UTF8.self)) }
    guard inside.allSatisfy(ByteSet.digits.union(ByteSet(UInt8(ascii: ","))).contains), let minimum, counts.count <= 2
    else {
      // PCRE2 10.43 takes more forms as counts than 10.42 does: `{,3}`, and blanks.
      let isMaybeCount = inside.allSatisfy { ByteSet.digits.contains($0) || [0x2C, 0x20, 0x09].contains($0) }
      if isMaybeCount && !inside.isEmpty { throw NotUnderstood() }
      return nil
    }
    position = close + 1
    return (minimum, counts.count == 1 || counts[1] == counts[0])
  }

  /// Passes over what takes no part in the match: comments, in extended mode blanks, and the ends of quotes.
  mutating func skipIgnored() throws(NotUnderstood) {
    while let byte = peek() {
      if isQuoted {
        guard text[position...].starts(with: [0x5C, 0x45]) else { return }
        isQuoted = false
        position += 2
      } else if text[position...].starts(with: [0x5C, 0x51]) {
        isQuoted = true
        position += 2
      } else if text[position...].starts(with: [0x5C, 0x45]) {
        position += 2
      } else if text[position...].starts(with: Array("(?#".utf8)) {
        try skip(past: UInt8(ascii: ")"))
      } else if options.isExtended && ByteSet.space.contains(byte) {
        position += 1
      } else if options.isExtended && byte == UInt8(ascii: "#") {
        let end = text[position...].firstIndex(of: 0x0A)
        position = end.map { $0 + 1 } ?? text.count
      } else {
        return
      }
    }
  }

  func peek() -> UInt8? { position < text.count ? text[position] : nil }

  /// Goes on behind the next `byte`.
  mutating func skip(past byte: UInt8) throws(NotUnderstood) {
    guard let end = text[position...].firstIndex(of: byte) else { throw NotUnderstood() }
    position = end + 1
  }

  /// Whether the text goes on with `expected`, which is then passed over.
  mutating func skip(_ expected: String) -> Bool {
    guard text[position...].starts(with: expected.utf8) else { return false }
    position += expected.utf8.count
    return true
  }
}
