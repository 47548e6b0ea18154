/// Lets reading go on after a key that is given twice.
///
/// Yams stops at one and tells where the first stands. Here the second is found and renamed, in place, to a text that
/// no key has; the reader leaves such keys out, so that all the other mistakes of the file are told in the same run.
struct DuplicateKeys {
  /// The file's text with the keys that were set aside renamed.
  private(set) var text: String
  private var count: UInt32 = 0

  /// Renamed keys begin with one of these: from the private-use planes, which no keyboard writes.
  ///
  /// Each costs a reading of the file, so there are not many.
  private static let firstMark: UInt32 = 0xF0000
  private static let lastMark: UInt32 = 0xF003F

  init(text: String) {
    self.text = text
  }

  static func isSetAside(_ key: String) -> Bool {
    key.unicodeScalars.first.map { (firstMark...lastMark).contains($0.value) } ?? false
  }

  /// Renames the second of two equal keys, of which the first stands at `line` and `column`, and says where it was.
  ///
  /// Nil where it cannot be found.
  mutating func setAside(_ key: String, after line: Int, _ column: Int) -> (line: Int, column: Int)? {
    var lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map(Substring.init)
    guard !key.isEmpty, line >= 1, line <= lines.count, let mark = Unicode.Scalar(DuplicateKeys.firstMark + count),
      mark.value <= DuplicateKeys.lastMark
    else { return nil }
    guard let second = sameLine(key, lines[line - 1], line, column) ?? laterLine(key, lines, line, column) else {
      return nil
    }
    var scalars = Array(lines[second.line - 1].unicodeScalars)
    let quoted = scalars[second.column - 1] == "'" || scalars[second.column - 1] == "\""
    scalars[second.column - 1 + (quoted ? 1 : 0)] = mark
    var renamed = String.UnicodeScalarView()
    renamed.append(contentsOf: scalars)
    lines[second.line - 1] = Substring(String(renamed))
    text = lines.joined(separator: "\n")
    count += 1
    return second
  }

  /// In a flow mapping: the key again after a comma, not inside another bracket.
  private func sameLine(_ key: String, _ line: Substring, _ number: Int, _ column: Int) -> (line: Int, column: Int)? {
    let scalars = Array(line.unicodeScalars)
    var depth = 0
    var quote: Unicode.Scalar?
    var index = column - 1
    while index < scalars.count, depth >= 0 {
      let scalar = scalars[index]
      if let open = quote {
        if scalar == open { quote = nil }
      } else {
        switch scalar {
        case "'", "\"": quote = scalar
        case "[", "{": depth += 1
        case "]", "}": depth -= 1
        case "," where depth == 0:
          let start = scalars[(index + 1)...].firstIndex { $0 != " " } ?? scalars.count
          if DuplicateKeys.holds(key, scalars[start...]) { return (number, start + 1) }
        default: break
        }
      }
      index += 1
    }
    return nil
  }

  /// In a block mapping: the key again at the same column of a later line.
  private func laterLine(_ key: String, _ lines: [Substring], _ line: Int, _ column: Int) -> (line: Int, column: Int)? {
    for number in lines.indices.dropFirst(line) {
      let scalars = Array(lines[number].unicodeScalars)
      let indent = scalars.prefix { $0 == " " }.count
      if indent == column - 1, DuplicateKeys.holds(key, scalars[indent...]) { return (number + 1, column) }
    }
    return nil
  }

  /// Whether the text begins with the key, quoted or not, and a colon.
  private static func holds(_ key: String, _ text: ArraySlice<Unicode.Scalar>) -> Bool {
    var rest = text
    let quote = rest.first.flatMap { $0 == "'" || $0 == "\"" ? $0 : nil }
    if quote != nil { rest = rest.dropFirst() }
    guard rest.starts(with: key.unicodeScalars) else { return false }
    rest = rest.dropFirst(key.unicodeScalars.count)
    if let quote {
      guard rest.first == quote else { return false }
      rest = rest.dropFirst()
    }
    return rest.drop { $0 == " " }.first == ":"
  }
}
