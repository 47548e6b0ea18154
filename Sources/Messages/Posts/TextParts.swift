/// A text that is too long for one message, as a few messages: cut at the ends of lines, each with its number.
struct TextParts {
  /// A longer text is no longer read in a conversation: it goes along as a file.
  static let most = 3
  private static let fence = ":::"

  /// Unicode scalars of one message.
  let limit: Int

  /// The parts, as `(1/3)` and so on under which the lines stand; the text itself where it fits in one message, or in no
  /// ``most`` of them.
  func parts(of text: String) -> [String] {
    guard text.isLonger(than: limit), text.length <= limit * TextParts.most else { return [text] }
    let parts = cut(text)
    guard parts.count <= TextParts.most else { return [text] }
    return parts.enumerated().map { "(\($0 + 1)/\(parts.count))\n\($1)" }
  }

  private func cut(_ text: String) -> [String] {
    // For the number, and for the fences of a code block that goes on.
    let room = limit - "(3/3)\n".length - 2 * "\(TextParts.fence)\n".length
    guard room > 0 else { return [] }
    var parts: [String] = []
    var lines: [Substring] = []
    var length = 0
    var isInBlock = false
    func end() {
      parts.append(lines.joined(separator: "\n") + (isInBlock ? "\n\(TextParts.fence)" : ""))
      lines = isInBlock ? [TextParts.fence[...]] : []
      length = 0
    }
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      for piece in pieces(of: line, room: room) {
        let added = piece.unicodeScalars.count + 1
        if length > 0, length + added > room { end() }
        lines.append(piece)
        length += added
      }
      if line.trimmingSuffix(" ") == TextParts.fence { isInBlock.toggle() }
    }
    // The text ends a block that it began, or Fleep does.
    parts.append(lines.joined(separator: "\n"))
    return parts
  }

  /// A line, or its pieces where it alone is too long.
  private func pieces(of line: Substring, room: Int) -> [Substring] {
    var pieces: [Substring] = []
    var rest = line
    while rest.utf8.count >= room, rest.unicodeScalars.count >= room {
      let whole = rest.beginning(of: room - 1).unicodeScalars.count
      // One character can be longer than a message.
      let length = whole > 0 ? whole : room - 1
      pieces.append(Substring(rest.unicodeScalars.prefix(length)))
      rest = Substring(rest.unicodeScalars.dropFirst(length))
    }
    return pieces + [rest]
  }
}
