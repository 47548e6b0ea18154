/// A pattern's text with its `%{NAME:field}` places replaced, and the way back from a place in the result to one in the text.
struct GrokExpansion {
  /// What PCRE2 is given.
  private(set) var text = ""
  /// Where each part of the result came from, in bytes; a replaced place is one part, and maps to its start.
  private var parts: [(expanded: Int, original: Int, isReplaced: Bool)] = []
  private let original: String

  init(_ original: String) throws(PatternError) {
    self.original = original
    var rest = original[...]
    while let open = GrokExpansion.nextPlace(in: rest) {
      append(rest[..<open])
      guard let close = rest[open...].firstIndex(of: "}") else {
        throw PatternError(kind: .grok, message: "missing } after %{", offset: offset(of: open))
      }
      let place = Grok.Place(rest[open..<close].dropFirst(2))
      do {
        try append(Grok.pattern(for: place), inPlaceOf: rest[open...close])
      } catch {
        throw PatternError(kind: .grok, message: error.message, offset: offset(of: open))
      }
      rest = rest[close...].dropFirst()
    }
    append(rest)
  }

  /// The place in the original text, in characters, that a byte of the result came from.
  func offset(ofExpandedByte byte: Int) -> Int {
    guard let part = parts.last(where: { $0.expanded <= byte }) else { return 0 }
    let originalByte = part.isReplaced ? part.original : part.original + byte - part.expanded
    return String(decoding: original.utf8.prefix(originalByte), as: UTF8.self).count
  }

  private func offset(of index: String.Index) -> Int {
    original.distance(from: original.startIndex, to: index)
  }

  private mutating func append(_ plain: Substring) {
    guard !plain.isEmpty else { return }
    parts.append((text.utf8.count, original.utf8.distance(from: original.startIndex, to: plain.startIndex), false))
    text += plain
  }

  private mutating func append(_ pattern: String, inPlaceOf place: Substring) {
    parts.append((text.utf8.count, original.utf8.distance(from: original.startIndex, to: place.startIndex), true))
    text += pattern
  }

  /// The first `%{` whose per cent sign is not escaped.
  private static func nextPlace(in text: Substring) -> Substring.Index? {
    var index = text.startIndex
    while index < text.endIndex {
      let next = text.index(after: index)
      switch text[index] {
      case "\\" where next < text.endIndex: index = text.index(after: next)
      case "%" where next < text.endIndex && text[next] == "{": return index
      default: index = next
      }
    }
    return nil
  }
}
