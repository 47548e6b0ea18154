/// Takes hook keys out of text that people will see, character for character, so that columns stay true.
enum Redaction {
  /// The text with stars for whatever follows `/hook/`, and for what a key `url` holds after scheme and host.
  static func redacted(_ text: String) -> String {
    // Most lines hold neither.
    guard text.contains("/hook/") || text.contains("url") else { return text }
    let hidden = hiding(after: hookPath, in: text)
    return hiding(after: urlValue, in: hidden)
  }

  private static var hookPath: Regex<Substring> { /\/hook\// }

  /// The key `url` and as much of its value as an address shows of itself; `runbook_url` is another key.
  private static var urlValue: Regex<Substring> { /(?:^|[\s{,'"])url['"]?\s*:\s*['"]?(?:[a-z]+:\/\/[^\/\s'"@]+\/)?/ }

  private static func hiding(after start: Regex<Substring>, in text: String) -> String {
    var result = ""
    var rest = Substring(text)
    while let match = rest.firstMatch(of: start) {
      result += rest[..<match.range.upperBound]
      rest = rest[match.range.upperBound...]
      let secret = rest.prefix { !$0.isWhitespace && !"'\",}]".contains($0) }
      result += String(repeating: "*", count: secret.unicodeScalars.count)
      rest = rest[secret.endIndex...]
    }
    return result + rest
  }
}
