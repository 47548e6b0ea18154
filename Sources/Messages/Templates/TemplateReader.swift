/// Takes a template apart.
///
/// What Mustache has beside values, sections and comments is refused, because a rule has no use for it.
struct TemplateReader {
  private let source: String
  private var rest: Substring
  private var parts: [TemplatePart] = []
  private var openSections: [TemplateTag.Word] = []

  private init(_ source: String) {
    self.source = source
    rest = source[...]
  }

  /// The parts in order; sections are closed in the order in which they were opened.
  static func parts(of source: String) throws(TemplateError) -> [TemplatePart] {
    var reader = TemplateReader(source)
    while try reader.readTag() {}
    return reader.parts
  }

  /// Reads the text up to the next tag, and the tag; false at the end.
  private mutating func readTag() throws(TemplateError) -> Bool {
    guard let open = rest.firstRange(of: "{{") else {
      if !rest.isEmpty { parts.append(.text(rest)) }
      if let section = openSections.last {
        throw TemplateError(offset: section.offset, "the section '\(section.text)' has no end {{/\(section.text)}}")
      }
      return false
    }
    if open.lowerBound > rest.startIndex { parts.append(.text(rest[..<open.lowerBound])) }
    let isTriple = rest[open.upperBound...].first == "{"
    let closing = isTriple ? "}}}" : "}}"
    let start = isTriple ? rest.index(after: open.upperBound) : open.upperBound
    guard let close = rest[start...].firstRange(of: closing) else {
      throw TemplateError(offset: offset(of: open.lowerBound), "'\(isTriple ? "{{{" : "{{")' has no end '\(closing)'")
    }
    try append(rest[start..<close.lowerBound], isTriple: isTriple, offset: offset(of: open.lowerBound))
    rest = rest[close.upperBound...]
    return true
  }

  private mutating func append(_ content: Substring, isTriple: Bool, offset: Int) throws(TemplateError) {
    let (kind, body) = try isTriple ? (.raw, content) : split(content, offset: offset)
    guard kind != .comment else { return }
    let words = body.split(separator: "|", omittingEmptySubsequences: false).map { word(in: $0) }
    let tag = TemplateTag(kind: kind, name: words[0], formatters: Array(words.dropFirst()), offset: offset)
    for word in words where !word.text.allSatisfy(isNameCharacter) || word.text.isEmpty {
      let problem = word.text.isEmpty ? "a name is missing" : "'\(word.text)' is no name"
      throw TemplateError(offset: word.offset, problem)
    }
    if kind != .inert, kind != .raw, let formatter = tag.formatters.first {
      throw TemplateError(offset: formatter.offset, "a formatter belongs to a value, not to a section")
    }
    try keepTrackOfSections(tag)
    parts.append(.tag(tag))
  }

  private func split(_ content: Substring, offset: Int) throws(TemplateError) -> (TemplateTag.Kind, Substring) {
    switch content.first {
    case "#": return (.section, content.dropFirst())
    case "^": return (.invertedSection, content.dropFirst())
    case "/": return (.end, content.dropFirst())
    case "!": return (.comment, content.dropFirst())
    case "&": return (.raw, content.dropFirst())
    case ">", "<", "$", "=", "%":
      throw TemplateError(offset: offset, "'{{\(content.prefix(1))' is not supported in a rule's templates")
    default: return (.inert, content)
    }
  }

  private mutating func keepTrackOfSections(_ tag: TemplateTag) throws(TemplateError) {
    switch tag.kind {
    case .section, .invertedSection: openSections.append(tag.name)
    case .end:
      guard let open = openSections.popLast() else {
        throw TemplateError(offset: tag.offset, "{{/\(tag.name.text)}} ends no section")
      }
      guard open.text == tag.name.text else {
        throw TemplateError(offset: tag.offset, "{{/\(tag.name.text)}} stands where {{/\(open.text)}} is expected")
      }
    case .inert, .raw, .comment: break
    }
  }

  private func word(in text: Substring) -> TemplateTag.Word {
    let start = text.firstIndex { !$0.isWhitespace } ?? text.endIndex
    let word = text[start...]
    let end = word.lastIndex { !$0.isWhitespace }.map(word.index(after:)) ?? start
    return TemplateTag.Word(text: word[..<end], offset: offset(of: start))
  }

  private func isNameCharacter(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber) || character == "_" || character == "."
      || character == "-"
  }

  private func offset(of index: String.Index) -> Int {
    source.unicodeScalars.distance(from: source.startIndex, to: index)
  }
}
