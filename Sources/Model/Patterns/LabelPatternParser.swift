/// Turns the text of a ``LabelPattern`` into its program, by recursive descent.
struct LabelPatternParser {
  typealias Instruction = LabelPattern.Instruction

  private static let largestRepeat = 1000
  private static let largestProgram = 20_000
  private static let deepestGroup = 200

  private let scalars: [Unicode.Scalar]
  private var place = 0
  private var ignoresCase = false
  private var dotTakesLineFeed = false
  private var depth = 0

  static func program(of text: String) throws(LabelPatternError) -> [Instruction] {
    var parser = LabelPatternParser(scalars: Array(text.unicodeScalars))
    let program = try parser.alternatives()
    guard parser.place == parser.scalars.count else { throw LabelPatternError("a ')' without its '('") }
    return program + [.match]
  }

  private init(scalars: [Unicode.Scalar]) {
    self.scalars = scalars
  }

  private var next: Unicode.Scalar? { place < scalars.count ? scalars[place] : nil }

  private mutating func take(_ text: String) -> Bool {
    guard scalars[place...].starts(with: text.unicodeScalars) else { return false }
    place += text.unicodeScalars.count
    return true
  }

  private mutating func alternatives() throws(LabelPatternError) -> [Instruction] {
    var program = try sequence()
    while take("|") {
      let other = try sequence()
      program =
        [.split(1, program.count + 2)] + shifted(program, by: 1) + [.jump(program.count + other.count + 2)]
        + shifted(other, by: program.count + 2)
    }
    return program
  }

  private mutating func sequence() throws(LabelPatternError) -> [Instruction] {
    var program: [Instruction] = []
    while let scalar = next, scalar != "|", scalar != ")" {
      let item = try repeated(try item())
      program += shifted(item, by: program.count)
      guard program.count <= Self.largestProgram else { throw LabelPatternError("the pattern is too large") }
    }
    return program
  }

  private mutating func item() throws(LabelPatternError) -> [Instruction] {
    if take("(") { return try group() }
    if take("[") { return [.scalar(try bracket())] }
    if take(".") { return [.scalar(dotTakesLineFeed ? .all : .anyButLineFeed)] }
    if take("^") { return [.begin] }
    if take("$") { return [.end] }
    if take("\\") { return try escape() }
    if let scalar = next, "*+?".unicodeScalars.contains(scalar) {
      throw LabelPatternError("nothing stands before '\(scalar)' to be repeated")
    }
    return [.scalar(one(takeOne()))]
  }

  private mutating func takeOne() -> Unicode.Scalar {
    defer { place += 1 }
    return scalars[place]
  }

  private func one(_ scalar: Unicode.Scalar) -> ScalarSet {
    ScalarSet(ranges: [scalar.value...scalar.value], ignoresCase: ignoresCase)
  }

  // A program of items counts its places from its own beginning.
  private func shifted(_ program: [Instruction], by distance: Int) -> [Instruction] {
    program.map { instruction in
      switch instruction {
      case .split(let first, let second): .split(first + distance, second + distance)
      case .jump(let target): .jump(target + distance)
      case .scalar, .begin, .end, .wordBoundary, .match: instruction
      }
    }
  }
}

extension LabelPatternParser {
  private mutating func group() throws(LabelPatternError) -> [Instruction] {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepestGroup else { throw LabelPatternError("groups are nested too deeply") }
    let (outerCase, outerDot) = (ignoresCase, dotTakesLineFeed)
    if take("?") {
      if take("P<") || take("<") {
        guard let close = scalars[place...].firstIndex(of: ">") else {
          throw LabelPatternError("a group's name has no '>'")
        }
        place = close + 1
      } else if try flags() {
        // Flags without a colon hold until the end of the group around them.
        return []
      }
    }
    let program = try alternatives()
    guard take(")") else { throw LabelPatternError("a '(' without its ')'") }
    (ignoresCase, dotTakesLineFeed) = (outerCase, outerDot)
    return program
  }

  /// Reads the flags of `(?is-m:` or `(?i)`; true where the group ended with them.
  private mutating func flags() throws(LabelPatternError) -> Bool {
    var isOn = true
    while let scalar = next {
      place += 1
      switch scalar {
      case ":": return false
      case ")": return true
      case "-": isOn = false
      case "i": ignoresCase = isOn
      case "s": dotTakesLineFeed = isOn
      case "m", "U": break
      default: throw LabelPatternError("'(?\(scalar)' is not supported")
      }
    }
    throw LabelPatternError("a '(' without its ')'")
  }

  private mutating func repeated(_ item: [Instruction]) throws(LabelPatternError) -> [Instruction] {
    var program = item
    while let (least, most) = try bounds() {
      // Greedy or lazy is the same where only the whole value counts.
      _ = take("?")
      var unrolled: [Instruction] = []
      for _ in 0..<least { unrolled += shifted(program, by: unrolled.count) }
      if let most {
        for _ in least..<most {
          unrolled.append(.split(unrolled.count + 1, unrolled.count + 1 + program.count))
          unrolled += shifted(program, by: unrolled.count)
        }
      } else {
        let begin = unrolled.count
        unrolled.append(.split(begin + 1, begin + 2 + program.count))
        unrolled += shifted(program, by: begin + 1) + [.jump(begin)]
      }
      guard unrolled.count <= Self.largestProgram else { throw LabelPatternError("the pattern is too large") }
      program = unrolled
    }
    return program
  }

  private mutating func bounds() throws(LabelPatternError) -> (least: Int, most: Int?)? {
    if take("*") { return (0, nil) }
    if take("+") { return (1, nil) }
    if take("?") { return (0, 1) }
    let start = place
    guard take("{"), let least = number() else {
      place = start
      return nil
    }
    var most: Int? = least
    if take(",") { most = number() }
    guard take("}") else {
      place = start
      return nil
    }
    guard max(least, most ?? least) <= Self.largestRepeat, most ?? least >= least else {
      throw LabelPatternError("a repetition must be at most \(Self.largestRepeat), the smaller number first")
    }
    return (least, most)
  }

  private mutating func number() -> Int? {
    let digits = scalars[place...].prefix { ("0"..."9").contains($0) }
    guard !digits.isEmpty, digits.count < 10 else { return nil }
    place += digits.count
    return digits.reduce(0) { $0 * 10 + Int($1.value - 48) }
  }
}

extension LabelPatternParser {
  private mutating func escape() throws(LabelPatternError) -> [Instruction] {
    guard next != nil else { throw LabelPatternError("a '\\' at the end") }
    if take("A") { return [.begin] }
    if take("z") { return [.end] }
    if take("b") { return [.wordBoundary(true)] }
    if take("B") { return [.wordBoundary(false)] }
    if let ranges = classRanges() { return [.scalar(ScalarSet(ranges: ranges))] }
    return [.scalar(one(try escapedScalar()))]
  }

  private mutating func classRanges() -> [ClosedRange<UInt32>]? {
    if take("d") { return ScalarSet.digit.ranges }
    if take("w") { return ScalarSet.word.ranges }
    if take("s") { return ScalarSet.space.ranges }
    if take("D") { return ScalarSet.digit.complement }
    if take("W") { return ScalarSet.word.complement }
    if take("S") { return ScalarSet.space.complement }
    return nil
  }

  private mutating func escapedScalar() throws(LabelPatternError) -> Unicode.Scalar {
    guard next != nil else { throw LabelPatternError("a '\\' at the end") }
    let scalar = takeOne()
    switch scalar {
    case "n": return "\n"
    case "t": return "\t"
    case "r": return "\r"
    case "f": return "\u{0C}"
    case "v": return "\u{0B}"
    case "a": return "\u{07}"
    case "x": return try hexadecimal()
    case _ where ScalarSet.word.contains(scalar): throw LabelPatternError("'\\\(scalar)' is not supported")
    default: return scalar
    }
  }

  private mutating func hexadecimal() throws(LabelPatternError) -> Unicode.Scalar {
    let digits: ArraySlice<Unicode.Scalar>
    if take("{") {
      digits = scalars[place...].prefix { $0 != "}" }
      place += digits.count + 1
    } else {
      digits = scalars[place...].prefix(2)
      place += digits.count
    }
    let text = String(String.UnicodeScalarView(digits))
    guard place <= scalars.count, let value = UInt32(text, radix: 16), let scalar = Unicode.Scalar(value) else {
      throw LabelPatternError("'\\x\(text)' is no character")
    }
    return scalar
  }

  private mutating func bracket() throws(LabelPatternError) -> ScalarSet {
    var set = ScalarSet(ranges: [], ignoresCase: ignoresCase)
    set.isNegated = take("^")
    var isFirst = true
    while let scalar = next, isFirst || scalar != "]" {
      isFirst = false
      if take("[:") {
        set.ranges += try namedClass()
        continue
      }
      if scalar == "\\", place + 1 < scalars.count, "dwsDWS".unicodeScalars.contains(scalars[place + 1]) {
        place += 1
        set.ranges += classRanges() ?? []
        continue
      }
      let low = try bracketScalar()
      guard next == "-", place + 1 < scalars.count, scalars[place + 1] != "]" else {
        set.ranges.append(low.value...low.value)
        continue
      }
      place += 1
      let high = try bracketScalar()
      guard low <= high else { throw LabelPatternError("the range '\(low)-\(high)' is the wrong way round") }
      set.ranges.append(low.value...high.value)
    }
    guard take("]") else { throw LabelPatternError("a '[' without its ']'") }
    return set
  }

  private mutating func bracketScalar() throws(LabelPatternError) -> Unicode.Scalar {
    take("\\") ? try escapedScalar() : takeOne()
  }

  private mutating func namedClass() throws(LabelPatternError) -> [ClosedRange<UInt32>] {
    let isNegated = take("^")
    let name = String(String.UnicodeScalarView(scalars[place...].prefix { $0 != ":" }))
    place += name.unicodeScalars.count
    guard take(":]"), let ranges = ScalarSet.named[name] else {
      throw LabelPatternError("there is no class '[:\(name):]'")
    }
    return isNegated ? ScalarSet(ranges: ranges).complement : ranges
  }
}
