import Foundation

/// What Fleep would make of a message, found by rules as simple as possible and apart from those that make text inert.
enum MarkupLint {
  private static let rules: [(kind: String, pattern: NSRegularExpression)] = [
    ("bold", #"(?:^|\s)\*\S(?:.*?\S)??\*(?=$|[\s.,!?;])"#),
    ("italic", #"(?:^|\s)_\S(?:.*?\S)??_(?=$|[\s.,!?;])"#),
    ("host", #"\bwww\.\S"#),
    ("mention", #"(?:^|[^a-z0-9])@[a-z0-9._-]"#),
    ("face", #"[:;][-=]?[/()sodp@](?=\s|$)"#),
    ("picture", #"\((?:y|n|d|h|i|l|o|f|bug|heart|beer)\)"#),
    ("quote", #"^>"#),
    ("command", #"^/[a-z]+(?=\s|$)"#),
    ("signature", #"^(?:-- ?$|---+\s*$|From: )"#),
    ("control", #"[\p{Cc}\x{202A}-\x{202E}\x{2066}-\x{2069}\x{200E}\x{200F}&&[^\n\t]]"#),
  ].map { ($0, pattern($1)) }
  private static let link = pattern(#"(?:https?|ftp|mailto|skype|itms-services)://\S+"#)
  private static let label = pattern(#"\S<<[^<>]+>>"#)

  /// The kinds of markup in the message, as often as each is there.
  static func findings(in message: String) -> [String: Int] {
    var (text, fences) = withoutBlocks(message)
    var findings = ["fence": fences, "link": count(link, in: text), "label": count(label, in: text)]
    text = link.stringByReplacingMatches(in: text, range: range(of: text), withTemplate: "link")
    for (kind, pattern) in rules { findings[kind] = count(pattern, in: text) }
    return findings.filter { $0.value > 0 }
  }

  private static func withoutBlocks(_ message: String) -> (text: String, fences: Int) {
    var fences = 0
    let lines = message.split(separator: "\n", omittingEmptySubsequences: false).filter { line in
      guard line.hasPrefix(":::"), line.dropFirst(3).allSatisfy({ $0 == " " || $0 == "\t" }) else {
        return fences.isMultiple(of: 2)
      }
      fences += 1
      return false
    }
    return (lines.joined(separator: "\n"), fences)
  }

  private static func pattern(_ text: String) -> NSRegularExpression {
    do {
      return try NSRegularExpression(pattern: text, options: [.caseInsensitive, .anchorsMatchLines])
    } catch {
      preconditionFailure("\(text): \(error)")
    }
  }

  private static func count(_ pattern: NSRegularExpression, in text: String) -> Int {
    pattern.numberOfMatches(in: text, range: range(of: text))
  }

  private static func range(of text: String) -> NSRange {
    NSRange(location: 0, length: text.utf16.count)
  }
}
