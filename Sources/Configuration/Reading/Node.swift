/// A part of a YAML document with its place.
///
/// Scalars are text: what they mean is for the field to say that they stand in.
struct Node: Sendable {
  enum Style: Sendable {
    case plain
    case singleQuoted
    case doubleQuoted
    case literal
    case folded
  }

  struct Entry: Sendable {
    let key: String
    let place: Place
    let value: Node
  }

  indirect enum Content: Sendable {
    case scalar(String, Style)
    case list([Node])
    case mapping([Entry])
  }

  let content: Content
  let place: Place

  /// Nothing was written where a value belongs (`key:`, `key: null`, `key: ~`), by YAML 1.2's core schema.
  var isEmpty: Bool {
    guard case .scalar(let text, .plain) = content else { return false }
    return ["", "~", "null", "Null", "NULL"].contains(text)
  }

  /// What it is, for sentences that say what it should have been.
  var description: String {
    switch content {
    case .scalar where isEmpty: "nothing"
    case .scalar(let text, _): "'\(text.count > 60 ? text.prefix(60) + "…" : text[...])'"
    case .list: "a list"
    case .mapping: "a mapping"
    }
  }

  /// Where a character of a scalar's text, counted from 0, stands in the file.
  ///
  /// The scalar's own place where that cannot be told.
  func place(ofCharacter offset: Int) -> Place {
    guard case .scalar(let text, let style) = content else { return place }
    let before = text.unicodeScalars.prefix(offset)
    switch style {
    case .plain:
      return isOnOneLine(text) ? place.advanced(by: offset) : place
    case .singleQuoted:
      // Each quote in the text is written twice.
      return isOnOneLine(text) ? place.advanced(by: 1 + offset + before.count { $0 == "'" }) : place
    case .doubleQuoted:
      return placeAmongEscapes(offset)
    case .literal:
      let line = place.line + 1 + before.count { $0 == "\n" }
      guard line <= place.file.lines.count else { return place }
      let indent = place.file.lines[place.line].prefix { $0 == " " }.count
      let column = before.reversed().prefix { $0 != "\n" }.count
      return Place(file: place.file, line: line, column: indent + column + 1)
    case .folded:
      return place
    }
  }

  /// Whether the text stands on the line where the scalar begins, unbroken.
  private func isOnOneLine(_ text: String) -> Bool {
    guard place.line > 0, place.line <= place.file.lines.count else { return false }
    let line = place.file.lines[place.line - 1].unicodeScalars.dropFirst(place.column - 1)
    return String(line).replacing("''", with: "'").contains(text.replacing("''", with: "'"))
  }

  /// Walks over a double-quoted text, where a character can be written as several.
  private func placeAmongEscapes(_ offset: Int) -> Place {
    guard place.line > 0, place.line <= place.file.lines.count else { return place }
    let written = place.file.lines[place.line - 1].unicodeScalars.dropFirst(place.column)
    let widths: [Unicode.Scalar: Int] = ["x": 4, "u": 6, "U": 10]
    var width = 1
    var rest = written
    for _ in 0..<offset {
      guard let first = rest.first, first != "\"" else { return place }
      let step = first == "\\" ? rest.dropFirst().first.map { widths[$0] ?? 2 } ?? 1 : 1
      width += step
      rest = rest.dropFirst(step)
    }
    return place.advanced(by: width)
  }
}
