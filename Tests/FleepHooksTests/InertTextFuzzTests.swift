import FleepHooks
import FoundationEssentials
import Testing

/// Holds inert text against the grammar, on a hundred thousand texts made of nasty fragments; `FLEEPD_SOAK=1` tries a
/// hundred times as many.
@Suite("Inert text against Fleep's grammar")
struct InertTextFuzzTests {
  static let textsPerSeed = ProcessInfo.processInfo.environment["FLEEPD_SOAK"] == nil ? 10_000 : 1_000_000

  /// The first of the texts of a seed that fails, for the message of an expectation.
  private func firstFailure(seed: UInt64, _ holds: (inout NastyTexts) -> String?) -> String? {
    var texts = NastyTexts(seed: seed)
    for _ in 0..<InertTextFuzzTests.textsPerSeed {
      if let failure = holds(&texts) { return failure }
    }
    return nil
  }

  @Test(
    "Inert text has no markup, whether it begins a line or stands within one",
    arguments: 1...3 as ClosedRange<UInt64>
  )
  func noMarkup(_ seed: UInt64) {
    let failure = firstFailure(seed: seed) { texts in
      let text = texts.next()
      let inert = Markup.inert(text)
      guard Markup.inert(inert) == inert else { return "changes when it is made inert again: \(text.debugDescription)" }
      for message in ["\(inert)\na \(inert) b\n", "1\(inert)1"] {
        let found = FleepGrammar(message).constructs
        guard found.isEmpty else {
          return "\(found.sorted()) in \(message.debugDescription) of \(text.debugDescription)"
        }
      }
      return nil
    }
    #expect(failure == nil)
  }

  @Test("Inert texts side by side have no inline markup", arguments: 11...11 as ClosedRange<UInt64>)
  func sideBySide(_ seed: UInt64) {
    let failure = firstFailure(seed: seed) { texts in
      let parts = (0..<3).map { _ in texts.next() }
      let found = FleepGrammar(parts.map(Markup.inert).joined()).constructs.filter { !$0.isOfLine }
      return found.isEmpty ? nil : "\(found.sorted()) in \(parts)"
    }
    #expect(failure == nil)
  }

  @Test(
    "An inert text between a template's brackets and quotes has no inline markup",
    arguments: 41...41 as ClosedRange<UInt64>
  )
  func betweenBrackets(_ seed: UInt64) {
    let surroundings = [
      ("(", ")"), ("((", "))"), ("[", "]"), ("\"", "\""), (":", ""), ("a=", ","), ("", ":"), ("", ") b"), (":", ")"),
      (";", " )"),
    ]
    var turn = 0
    let failure = firstFailure(seed: seed) { texts in
      let text = texts.next()
      turn += 1
      let (before, after) = surroundings[turn % surroundings.count]
      // With nothing between them, they are the author's own.
      guard !Markup.inert(text).isEmpty else { return nil }
      let found = FleepGrammar(before + Markup.inert(text) + after).constructs.filter { !$0.isOfLine }
      return found.isEmpty ? nil : "\(found.sorted()) in \(before)…\(after) of \(text.debugDescription)"
    }
    #expect(failure == nil)
  }

  @Test("No short text makes a face with what a template has around it")
  func faces() {
    let alphabet = "-=:;()/@xXsSoOdDpPab1_*. ".map(String.init)
    let texts = alphabet + alphabet.flatMap { first in alphabet.map { first + $0 } }
    var failures: [String] = []
    for text in texts {
      let inert = Markup.inert(text)
      for before in ["", "a", ":", ";", ":-", ";=", "x", "X-", "(", " "] {
        for after in ["", "a", ")", "(", "-)", "=(", "D", "p", "/", "@", " "] {
          // Eyes that a value ends with look at a mouth that the template's author drew: `x(` at a word's end.
          if text.lowercased().hasSuffix("x"), after.hasSuffix("(") { continue }
          if FleepGrammar(before + inert + after).constructs.contains(.face) { failures.append(before + text + after) }
        }
      }
    }
    #expect(failures.isEmpty, "\(failures.count): \(failures.prefix(20))")
  }

  @Test("Bold is bold from its first character to its last", arguments: 51...51 as ClosedRange<UInt64>)
  func bold(_ seed: UInt64) {
    let failure = firstFailure(seed: seed) { texts in
      let text = Markup.inertLine(texts.next())
      let bold = Markup.bold(text)
      guard bold != text else { return nil }
      let scalars = bold.unicodeScalars.map(\.value)
      let end = InlineGrammar(scalars[...]).endOfEmphasis(from: 0)
      return end == scalars.count - 1 ? nil : "ends at \(end ?? -1) in \(bold.debugDescription)"
    }
    #expect(failure == nil)
  }

  @Test("A named link is one link with one label, or inert text", arguments: 61...61 as ClosedRange<UInt64>)
  func namedLinks(_ seed: UInt64) throws {
    let link = try Regex(#"https://[-+=A-Za-z0-9_/~%.,&;:*#'@!?()\[\]]+(<<[^<>\n]+>>)?"#)
    var links = 0
    let failure = firstFailure(seed: seed) { texts in
      guard links < 300 else { return nil }
      let (path, label) = (texts.next(), texts.next())
      let text = Markup.namedLink(url: "https://e.org/\(path)", label: label)
      if text.wholeMatch(of: link) != nil {
        links += 1
        return nil
      }
      let found = FleepGrammar(text).constructs
      return found.isEmpty ? nil : "\(found.sorted()) in \(text.debugDescription)"
    }
    #expect(failure == nil)
    #expect(links == 300)
  }

  @Test("An inert line is one line", arguments: 21...21 as ClosedRange<UInt64>)
  func oneLine(_ seed: UInt64) {
    let failure = firstFailure(seed: seed) { texts in
      let text = texts.next()
      let line = Markup.inertLine(text)
      let found = FleepGrammar(line).constructs
      return found.isEmpty && !line.contains("\n") ? nil : "\(found.sorted()) in \(text.debugDescription)"
    }
    #expect(failure == nil)
  }

  @Test("Nothing in a code block ends it before its end", arguments: 31...31 as ClosedRange<UInt64>)
  func codeBlocks(_ seed: UInt64) {
    let failure = firstFailure(seed: seed) { texts in
      let text = texts.next()
      let grammar = FleepGrammar(Markup.codeBlock(text))
      let constructs = grammar.constructs.subtracting([.codeBlock])
      guard constructs.isEmpty, !grammar.isOpen else { return "\(constructs.sorted()) in \(text.debugDescription)" }
      // Read back, the block holds the text's lines, with a blank where there had to be one.
      let after = FleepGrammar(Markup.codeBlock(text) + "_after_").constructs
      guard after.contains(.emphasis) else { return "still open after \(text.debugDescription)" }
      return nil
    }
    #expect(failure == nil)
  }
}
