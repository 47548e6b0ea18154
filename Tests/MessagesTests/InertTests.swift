import Messages
import Model
import Testing
import TestSupport

@Suite struct InertTests {
  private static let pieces = [
    "*bold*", "_it_", "*", "_", "https://evil.example/", "www.evil.example", "http", "://", "@anna", "@", "/kick", "/",
    ":/", ":", ";", "(y)", "(", ")", "y", "d", "x", ":::", "::", ">", "> said", "<<label>>", "<<", "-- ", "---", "-",
    "From: a", "Ann wrote:", "\n", "\r\n", "\t", " ", "\u{1B}[31m", "\u{202E}", "\u{0}", "\u{85}", "\u{FFFE}", "é", "🙂",
    "disk", "at", "93 %", ".", ",", "!", "{{count}}", "{{{line}}}",
  ]

  @Test("no text from outside becomes markup in any form of message", arguments: 0..<60)
  func hostile(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let words = (0..<3).map { _ in
      (0..<Int.random(in: 1...6, using: &random)).map { _ in Self.pieces.randomElement(using: &random) ?? "" }.joined()
    }
    let form = try #require([Post.Form.whole, .merged, .folded].randomElement(using: &random))
    var (first, second) = (random, random)
    let hostile = RandomPost(form: form, steps: 6, using: &first, words: words)
    let harmless = RandomPost(form: form, steps: 6, using: &second, words: ["word1", "word2", "word3"])
    var found = MarkupLint.findings(in: text(of: hostile.post))
    var expected = MarkupLint.findings(in: text(of: harmless.post))
    // A line of nothing but white space and controls has no code block, so there may be fewer fences, in pairs.
    let fences = (found.removeValue(forKey: "fence") ?? 0, expected.removeValue(forKey: "fence") ?? 0)
    #expect(fences.0 <= fences.1 && fences.0.isMultiple(of: 2))
    #expect(found == expected, "\(words)")
  }

  @Test("no value becomes markup with the text of the template around it", arguments: 0..<20)
  func around(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    // Not a mark without its other half, such as a star: what becomes of it is the author's doing.
    let author = ["disk ", " at ", "(", ")", ": ", ":", "'", "[", "]", "=", ", ", " - ", "From ", "x", "."]
    let lines = Self.pieces.filter {
      $0 != "-" && $0.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.properties.isGraphemeBase }
    }
    for _ in 0..<100 {
      let source =
        (0..<Int.random(in: 1...3, using: &random))
        .map { _ in "\(author.randomElement(using: &random) ?? ""){{value}}" }.joined()
        + (author.randomElement(using: &random) ?? "")
      let value = (0..<Int.random(in: 1...3, using: &random)).map { _ in lines.randomElement(using: &random) ?? "" }
        .joined()
      let template = try MessageTemplate(source, knownNames: ["value"])
      let found = MarkupLint.findings(in: template.rendered(zone: .utc, now: .epoch) { _ in .text(value) })
      let allowed = MarkupLint.findings(in: template.rendered(zone: .utc, now: .epoch) { _ in .text("word") })
      #expect(found == allowed, "\(source.debugDescription) with \(value.debugDescription)")
    }
  }

  @Test("the lint finds what a text without protection does")
  func lint() {
    let found = MarkupLint.findings(
      in: "*a* _b_ https://x www.x y<<l>> @anna :/ (y)\n> q\n/kick\n---\n:::\n*a*\n:::\n\u{202E}"
    )
    #expect(
      found == [
        "bold": 1, "italic": 1, "link": 1, "host": 1, "label": 1, "mention": 1, "face": 1, "picture": 1, "quote": 1,
        "command": 1, "signature": 1, "fence": 2, "control": 1,
      ]
    )
  }

  private func text(of post: Post) -> String {
    let hook = HookDefinition(name: "ops", url: Secret(""), maxLength: 1_000_000)
    let renderer = MessageRenderer(host: "web-1", zone: .utc)
    return renderer.body(of: post, hook: hook, now: time("2026-11-23T04:00:00")).text
  }
}
