/// A message's body as text.
struct MessageBody {
  enum Style {
    /// As people read it: links with their addresses, quotes among the rest.
    case read
    /// As its author typed it, markup included, and without quotes: a quoted command is none.
    case typed
  }

  private let style: Style
  private var output = ""
  private var quotes = 0
  private var files = 0
  /// The links that are open, and the output before each; while one is open, the output is its label.
  private var links: [(address: String, before: String)] = []
  /// What was typed at the end of each open element.
  private var endings: [String] = []

  /// The text of a body in Fleep's XML; one that does not begin with `<msg>` is text already.
  static func text(of body: String, as style: Style) -> String {
    guard body.hasPrefix("<msg>") || body.hasPrefix("<msg/>") else { return tidy(body) }
    do {
      return tidy(try MessageBody(body, style).output)
    } catch {
      // What is a quote can't be told any more, and nobody should run a command that was only quoted.
      return style == .read ? tidy(stripped(body)) : ""
    }
  }

  private init(_ body: String, _ style: Style) throws(XMLFault) {
    self.style = style
    var scanner = XMLScanner(body)
    while let event = try scanner.next() {
      switch event {
      case .start(let name, let attributes): start(name, attributes)
      case .end(let name): end(name)
      case .text(let text): write(text)
      }
    }
  }

  private mutating func start(_ name: String, _ attributes: [String: String]) {
    switch name {
    case "p": if !output.isEmpty { write("\n\n") }
    case "br": write("\n")
    case "hr": write("---")
    case "q": quotes += 1
    case "file": files += 1
    case "a":
      links.append((attributes["href"] ?? "", output))
      output = ""
    default: break
    }
    if style == .typed { write(attributes["flp"] ?? "") }
    endings.append(style == .typed ? attributes["fls"] ?? "" : "")
  }

  private mutating func end(_ name: String) {
    write(endings.popLast() ?? "")
    switch name {
    case "q": quotes -= 1
    case "file": files -= 1
    case "a": endLink()
    default: break
    }
  }

  private mutating func endLink() {
    guard let link = links.popLast() else { return }
    let label = output
    output = link.before + label
    guard style == .read, !link.address.isEmpty else { return }
    let isLabelled = !label.allSatisfy(\.isWhitespace) && !link.address.hasSuffix("//\(label)") && label != link.address
    if isLabelled { return write(" (\(link.address))") }
    output = link.before
    write(link.address)
  }

  private mutating func write(_ text: String) {
    guard files == 0, quotes == 0 || style == .read else { return }
    output += text
  }

  /// A body that is no XML, its tags taken away.
  private static func stripped(_ body: String) -> String {
    let text = body.replacing("<br/>", with: "\n").replacing("</p><p>", with: "\n\n")
    var kept: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let start = rest.firstIndex(of: UInt8(ascii: "<")) {
      kept += rest[..<start]
      rest = rest[start...]
      if !beginsTag(rest) {
        kept.append(rest.removeFirst())
      } else if let end = rest.firstIndex(of: UInt8(ascii: ">")) {
        rest = rest[(end + 1)...]
      } else {
        // Looked for once only: a text of nothing but unfinished tags must not take its length squared.
        break
      }
    }
    return XMLEntities.decodedLeniently((kept + rest)[...])
  }

  /// Not the "less than" of a text that somebody forgot to escape.
  private static func beginsTag(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard let first = bytes.dropFirst().first.map({ Unicode.Scalar($0) }) else { return false }
    return first.isASCIILetter || first == "/" || first == "!" || first == "?"
  }

  /// Without control characters, which a terminal would obey, and without blanks and line breaks at its ends.
  private static func tidy(_ text: String) -> String {
    var scalars = visible(text).unicodeScalars[...]
    while scalars.first?.mayBeBlank == true { scalars.removeFirst() }
    while scalars.last?.mayBeBlank == true { scalars.removeLast() }
    return String(Substring(scalars))
  }
}
