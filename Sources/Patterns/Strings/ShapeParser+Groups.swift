extension ShapeParser {
  /// Reads what begins with a parenthesis.
  mutating func parseGroup() throws(NotUnderstood) -> Shape {
    // Verbs can end a match early, or make it begin again.
    if text[position...].starts(with: Array("(*".utf8)) { throw NotUnderstood() }
    position += 1
    guard skip("?") else { return try parseRestOfGroup() }
    switch peek() {
    case UInt8(ascii: "="), UInt8(ascii: "!"), UInt8(ascii: "*"): return try parseLookaround()
    case UInt8(ascii: "<"):
      if skip("<=") || skip("<!") || skip("<*") {
        position -= 1
        return try parseLookaround()
      }
      try skip(past: UInt8(ascii: ">"))
      return try parseRestOfGroup()
    case UInt8(ascii: "'"):
      position += 1
      try skip(past: UInt8(ascii: "'"))
      return try parseRestOfGroup()
    case UInt8(ascii: ":"), UInt8(ascii: "|"), UInt8(ascii: ">"):
      position += 1
      return try parseRestOfGroup()
    case UInt8(ascii: "P"):
      if skip("P<") {
        try skip(past: UInt8(ascii: ">"))
        return try parseRestOfGroup()
      }
      return try parseCall()
    case UInt8(ascii: "("): return try parseConditional()
    case UInt8(ascii: "R"), UInt8(ascii: "&"), UInt8(ascii: "+"): return try parseCall()
    case let byte? where ByteSet.digits.contains(byte): return try parseCall()
    case UInt8(ascii: "-") where position + 1 < text.count && ByteSet.digits.contains(text[position + 1]):
      return try parseCall()
    default: return try parseOptions()
    }
  }

  /// Reads branches and the closing parenthesis; options that are set inside end there.
  private mutating func parseRestOfGroup() throws(NotUnderstood) -> Shape {
    let outer = options
    let shape = try parseAlternatives()
    guard skip(")") else { throw NotUnderstood() }
    options = outer
    return shape
  }

  /// Reads a look-around from its last sign on.
  ///
  /// What it asserts is in the event, though not here, unless it is negative.
  private mutating func parseLookaround() throws(NotUnderstood) -> Shape {
    let isNegative = peek() == UInt8(ascii: "!")
    position += 1
    let shape = try parseRestOfGroup()
    return isNegative ? .nothing : .elsewhere(shape)
  }

  /// Reads `(?1)`, `(?R)`, `(?&name)`, `(?P>name)` or `(?P=name)`.
  private mutating func parseCall() throws(NotUnderstood) -> Shape {
    try skip(past: UInt8(ascii: ")"))
    return .anything
  }

  /// Reads `(?(condition)yes|no)`, of which nothing is known.
  private mutating func parseConditional() throws(NotUnderstood) -> Shape {
    if text[position...].starts(with: Array("(?".utf8)) {
      _ = try parseGroup()
    } else {
      try skip(past: UInt8(ascii: ")"))
    }
    _ = try parseRestOfGroup()
    return .anything
  }

  /// Reads `(?i)`, `(?i-x:…)`, `(?^)` and their like.
  private mutating func parseOptions() throws(NotUnderstood) -> Shape {
    var new = options
    var isOn = true
    while let byte = peek() {
      position += 1
      switch byte {
      case UInt8(ascii: "^"): new = Options()
      case UInt8(ascii: "-"): isOn = false
      case UInt8(ascii: "i"): new.isCaseless = isOn
      case UInt8(ascii: "x"):
        new.isExtendedMore = isOn && text[position - 2] == UInt8(ascii: "x")
        new.isExtended = isOn
      case UInt8(ascii: "m"), UInt8(ascii: "s"), UInt8(ascii: "n"), UInt8(ascii: "J"), UInt8(ascii: "U"): break
      case UInt8(ascii: ")"):
        options = new
        return .nothing
      case UInt8(ascii: ":"):
        let outer = options
        options = new
        let shape = try parseRestOfGroup()
        options = outer
        return shape
      default: throw NotUnderstood()
      }
    }
    throw NotUnderstood()
  }
}
