import Messages
import Model
import TestSupport
import Testing

@Suite struct TextPartsTests {
  private let renderer = MessageRenderer(host: "web-1", zone: .utc)

  private func parts(_ text: String, limit: Int, files: [Model.Attachment] = []) -> [OutboxItem] {
    let hook = HookDefinition(name: "ops", url: Secret(""), maxLength: limit)
    return renderer.items(text: text, files: files, hook: hook, now: .epoch)
  }

  @Test("a text that fits is one message, as it is")
  func short() {
    #expect(parts(String(repeating: "x", count: 200), limit: 200).map(\.text) == [String(repeating: "x", count: 200)])
  }

  @Test("a long one is cut at the ends of lines, and its parts are numbered; the files go along with the last")
  func numbered() {
    let file = Model.Attachment(name: "a.txt", type: "text/plain", content: .bytes([1]))
    let text = (1...20).map { "line \($0) of a text that is too long for one" }.joined(separator: "\n")
    let items = parts(text, limit: 400, files: [file])
    #expect(items.map { $0.text.prefix(6) } == ["(1/3)\n", "(2/3)\n", "(3/3)\n"])
    #expect(items.map(\.files) == [[], [], [file]])
    #expect(items.map { $0.text.dropFirst(6) }.joined(separator: "\n") == text)
  }

  @Test("a code block that goes on is closed in one part and opened in the next")
  func block() {
    let text =
      "before\n:::\n" + (1...9).map { "line \($0) of the block, and more" }.joined(separator: "\n") + "\n:::\nafter"
    let items = parts(text, limit: 200)
    #expect(items.count == 2)
    #expect(items[0].text.hasPrefix("(1/2)\nbefore\n:::\nline 1 "))
    #expect(items[0].text.hasSuffix("\n:::"))
    #expect(items[1].text.hasPrefix("(2/2)\n:::\nline "))
    #expect(items[1].text.hasSuffix("line 9 of the block, and more\n:::\nafter"))
  }

  @Test("a text for more than three messages stays one, which goes along as a file")
  func file() {
    let text = (1...200).map { "line \($0)" }.joined(separator: "\n")
    let items = parts(text, limit: 300)
    #expect(items.map(\.text) == [text])
    let hook = HookDefinition(name: "ops", url: Secret(""), maxLength: 300)
    let post = Post(hook: "ops", items: items, form: .whole, mayBeRepeat: false, created: .epoch)
    let body = renderer.body(of: post, hook: hook, now: .epoch)
    #expect(body.text.hasSuffix("characters are in the attached message.txt"))
    #expect(body.files.map(\.content) == [.bytes(Array(text.utf8))])
  }

  @Test(
    "a text that is too large for a file, too, goes along as far as the file holds it, and the message says so",
    arguments: [
      (String(repeating: "line\n", count: 500), String(repeating: "line\n", count: 191)),
      (String(repeating: "é", count: 1000), String(repeating: "é", count: 477) + "\n"),
    ]
  )
  func largerThanFile(text: String, kept: String) throws {
    let hook = HookDefinition(name: "ops", url: Secret(""), maxLength: 300, maxFileSize: ByteCount(1000))
    let post = Post(hook: "ops", items: parts(text, limit: 300), form: .whole, mayBeRepeat: false, created: .epoch)
    let body = renderer.body(of: post, hook: hook, now: .epoch)
    #expect(body.text.hasSuffix("… cut here: as much as a file may hold is in the attached message.txt"))
    guard case .bytes(let bytes) = try #require(body.files.first).content else { return }
    #expect(String(decoding: bytes, as: UTF8.self) == kept + "… cut here: the hook takes no larger file\n")
    #expect(bytes.count <= 1000)
  }

  @Test(
    "no part is too long, no line is lost or cut that need not be, and each block ends where it began",
    arguments: 0..<200
  )
  func random(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let limit = Int.random(in: 200...400, using: &random)
    var lines: [String] = []
    var isInBlock = false
    for _ in 0..<Int.random(in: 1...40, using: &random) {
      let kind = Int.random(in: 0..<8, using: &random)
      if kind == 0 { isInBlock.toggle() }
      let length = kind == 1 ? Int.random(in: 0...limit * 2, using: &random) : Int.random(in: 0...40, using: &random)
      lines.append(
        kind == 0 ? ":::" : String(repeating: ["a", "é", "👩‍🚀 "].randomElement(using: &random) ?? "", count: length)
      )
    }
    if isInBlock { lines.append(":::") }
    let text = lines.joined(separator: "\n")
    let items = parts(text, limit: limit)
    guard items.count > 1 else { return }
    var all: [Substring] = []
    for (index, item) in items.enumerated() {
      #expect(item.text.unicodeScalars.count <= limit)
      let lines = item.text.split(separator: "\n", omittingEmptySubsequences: false)
      #expect(lines.first == "(\(index + 1)/\(items.count))")
      #expect(lines.count { $0 == ":::" }.isMultiple(of: 2))
      all += lines.dropFirst()
    }
    func content(_ lines: some Sequence<some StringProtocol>) -> String { lines.filter { $0 != ":::" }.joined() }
    #expect(content(all) == content(lines))
    for line in lines where line.unicodeScalars.count < limit - 20 {
      #expect(all.contains(line[...]), "a short line is whole")
    }
  }
}
