internal import Model
internal import Patterns

/// What the captures of a rule's `match` look like, so that `{{name}}` in `without` and `resolve` can capture the same.
///
/// The text that a `{{name}}` stands for is literal. The line is matched with a pattern that captures whatever stands at its place, and
/// the engine compares: so one pattern serves any number of texts.
struct CapturePatterns {
  private let match: [String]

  init(of match: [String]) {
    self.match = match
  }

  /// A pattern in which each `{{name}}` has become a capture; where it stands twice, the second must be the same text.
  func filled(_ text: Interpolation) throws(PatternError) -> String {
    var pattern = ""
    var seen: Set<String> = []
    for (index, part) in text.parts.enumerated() {
      switch part {
      case .text(let text): pattern += text
      case .field(let name):
        let isFirst = seen.insert(name).inserted
        pattern +=
          isFirst ? "(?<\(name)>\(try inner(of: name, isLast: index == text.parts.count - 1)))" : "\\k{\(name)}"
      }
    }
    return pattern
  }

  /// What the capture looks like in `match`; where that has none, as little as possible of anything, or a word at the end.
  private func inner(of name: String, isLast: Bool) throws(PatternError) -> String {
    for text in match {
      let text = try Grok.expanded(text)
      for opening in ["(?<\(name)>", "(?P<\(name)>", "(?'\(name)'"] {
        guard let range = text.firstRange(of: opening) else { continue }
        guard let inner = CapturePatterns.group(in: text[range.upperBound...]), !inner.isEmpty else { continue }
        return String(inner)
      }
    }
    return isLast ? "\\S+" : ".+?"
  }

  /// What stands before the parenthesis that ends the group which `text` continues; nil where none does.
  private static func group(in text: Substring) -> Substring? {
    var depth = 0
    var isEscaped = false
    var classStart: Substring.Index?
    for place in text.indices {
      let character = text[place]
      if isEscaped {
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else if let start = classStart {
        // A bracket that stands first, also after `^`, is one of the characters.
        let isFirst = text[start..<place].dropFirst().allSatisfy { $0 == "^" }
        if character == "]" && !isFirst { classStart = nil }
      } else if character == "[" {
        classStart = place
      } else if character == "(" {
        depth += 1
      } else if character == ")" {
        if depth == 0 { return text[..<place] }
        depth -= 1
      }
    }
    return nil
  }
}
