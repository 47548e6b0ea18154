/// Fleep's markup: how to write it, and how to keep text from outside from being it.
public enum Markup {
  /// The text without any power over the message that it is put into.
  ///
  /// It can be no bold, italic, link, mention, slash command, emoticon, quote, rule, signature or end of a code block, and
  /// it holds no control or bidirectional character. Each of its lines may stand at the start of a line of the message, the
  /// first one in the middle of one as well. Ordinary text comes back as it is; what had to be broken has a U+200B in it,
  /// which shows nothing. Line breaks are LF. A text that is inert already does not change.
  public static func inert(_ text: String) -> String {
    InertText(visible(text)).text
  }

  /// The inert text on one line: a blank stands for each line break.
  public static func inertLine(_ text: String) -> String {
    let text = visible(text)
    guard text.utf8.contains(UInt8(ascii: "\n")) else { return InertText(text).text }
    return InertText(text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: " ")).text
  }

  /// The text for a file: as it is, but for control and bidirectional characters, which a terminal or an editor would heed.
  public static func plain(_ text: String) -> String { visible(text) }

  /// The text as people see it: without the characters that keep inert text from being markup.
  public static func shown(_ text: String) -> String {
    guard text.unicodeScalars.contains(InertText.breaker) else { return text }
    return String(String.UnicodeScalarView(text.unicodeScalars.filter { $0 != InertText.breaker }))
  }

  /// Bold, for a place at a line's start or after white space, and before white space, a line's end or one of `.,!?;`.
  ///
  /// A text that can't be bold, because it is empty, has several lines or blanks at its ends, comes back as it is.
  public static func bold(_ inertText: String) -> String {
    let scalars = Array(inertText.unicodeScalars)
    guard let first = scalars.first, let last = scalars.last, !first.mayBeBlank, !last.mayBeBlank,
      !scalars.contains("\n")
    else { return inertText }
    guard scalars.contains("*") else { return "*\(inertText)*" }
    var result = String.UnicodeScalarView("*".unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
      result.append(scalar)
      // A star that would end it here is parted from what makes it an end.
      let ends = scalar == "*" && (index == 0 || !scalars[index - 1].isBlank)
      if ends, endsEmphasis(before: scalars[(index + 1)...]) { result.append(InertText.breaker) }
    }
    result.append("*")
    return String(result)
  }

  private static func endsEmphasis(before tail: ArraySlice<Unicode.Scalar>) -> Bool {
    guard let next = tail.first else { return true }
    return next.mayBeBlank || ".,!?;".unicodeScalars.contains(next)
  }

  /// A code block of the text, for the start of a line; it ends with a line feed, and is empty for an empty text.
  ///
  /// Fleep looks for nothing in it but the line that ends it, so the text stays as it is, but for control and
  /// bidirectional characters, and a blank before a line that would be that end.
  public static func codeBlock(_ text: String) -> String {
    let text = visible(text)
    var lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
    while lines.last?.isEmpty == true { lines.removeLast() }
    guard !lines.isEmpty else { return "" }
    let body = lines.map { line in (LineTrap.isFence(line) ? " " : "") + String(line) }
    return ":::\n\(body.joined(separator: "\n"))\n:::\n"
  }

  /// A link that shows a label instead of its address; where the address can't be a link, both as inert text.
  ///
  /// An address is `http://` or `https://`; what Fleep would not take in one is percent-encoded.
  public static func namedLink(url: String, label: String) -> String {
    let label = inertLine(label).replacing("<", with: "‹").replacing(">", with: "›")
    let blank = label.unicodeScalars.allSatisfy(\.mayBeBlank)
    guard let address = linkable(url) else { return blank ? inertLine(url) : "\(label) (\(inertLine(url)))" }
    return blank ? address : "\(address)<<\(label)>>"
  }

  private static func linkable(_ url: String) -> String? {
    guard let scheme = ["https://", "http://"].first(where: { url.hasPrefix($0) }), url != scheme else { return nil }
    guard url.unicodeScalars.allSatisfy({ !$0.mayBeBlank && $0.value >= 0x20 }) else { return nil }
    return url.utf8.map { byte in
      let scalar = Unicode.Scalar(byte)
      let fits = scalar.isASCIILetterOrDigit || "-+=_/~%.,&;:*#'@!?()[]".unicodeScalars.contains(scalar)
      return fits ? String(scalar) : percentEncoded(byte)
    }.joined()
  }
}
