import Foundation
import Messages
import Testing

/// The manual shows real messages and the real lists; with `UPDATE_GOLDEN` in the environment it is written anew.
@Suite(.serialized) struct DocumentationTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../docs")

  @Test("the manual shows messages as they are", arguments: ["messages.md", "summaries.md"])
  func examples(page: String) throws {
    let fixtures = try Dictionary(uniqueKeysWithValues: Fixture.all().map { ($0.name, try $0.message()) })
    var shown = 0
    try check(page: page) { text in
      try text.replacing(/<!-- golden: (?<name>\S+) -->\n```\n(?<message>[^`]*)```/) { match in
        shown += 1
        let message = try #require(fixtures[String(match.name)])
        return "<!-- golden: \(match.name) -->\n```\n\(Self.withoutSender(message))```"
      }
    }
    #expect(shown > 1)
  }

  @Test("the manual lists every name and formatter")
  func lists() throws {
    let names = AlertField.allCases.map { "| `\($0.rawValue)` | \($0.meaning) |\n" }.joined()
    let formatters = TemplateFormatter.allCases.map { "| `\($0.rawValue)` | \($0.meaning) |\n" }.joined()
    try check(page: "messages.md") { text in
      text
        .replacing(/(<!-- names -->\n.*\n.*\n)(?:\|.*\n)*/) { "\($0.1)\(names)" }
        .replacing(/(<!-- formatters -->\n.*\n.*\n)(?:\|.*\n)*/) { "\($0.1)\(formatters)" }
    }
  }

  private func check(page: String, current: (String) throws -> String) throws {
    let path = Self.folder.appending(path: page)
    let text = try String(contentsOf: path, encoding: .utf8)
    let expected = try current(text)
    guard ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == nil else {
      return try expected.write(to: path, atomically: true, encoding: .utf8)
    }
    #expect(text == expected, "\(page) is not what the program does")
  }

  private static func withoutSender(_ message: String) -> String {
    message.split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.hasPrefix("[from ") }
      .joined(separator: "\n").replacing("¦", with: "")
  }
}
