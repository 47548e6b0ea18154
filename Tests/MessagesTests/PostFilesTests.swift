import Model
import TestSupport
import Testing

@testable import Messages

@Suite("Files that go along with a message")
struct PostFilesTests {
  private let renderer = MessageRenderer(host: "web-1", zone: .utc)
  private let now = Instant(seconds: 1_800_000_000)

  private func hook(files: Int = 10, size: Int = 1000, length: Int = 10_000) -> HookDefinition {
    HookDefinition(
      name: "ops",
      url: Secret(""),
      maxLength: length,
      maxFiles: files,
      maxFileSize: ByteCount(size)
    )
  }

  private func item(_ name: String, _ severity: Severity = .warning, bytes: Int = 10) -> OutboxItem {
    let file = Attachment(name: name, type: "text/plain", content: .bytes([UInt8](repeating: 120, count: bytes)))
    let brief = AlertBrief(
      name: AlertName(name),
      key: name,
      status: .firing,
      severity: severity,
      startsAt: now,
      endsAt: nil,
      count: 1,
      headline: name
    )
    return OutboxItem(
      hook: "ops",
      kind: .alerts,
      queued: now,
      severity: severity,
      text: "about \(name)",
      alerts: [brief],
      files: [file]
    )
  }

  private func post(_ items: [OutboxItem], _ form: Post.Form = .whole) -> Post {
    Post(hook: "ops", items: items, form: form, mayBeRepeat: false, created: now)
  }

  @Test("are no more than the hook takes, critical alerts' first, and the message names the others")
  func count() {
    let items = [item("a"), item("b"), item("c", .critical), item("e", .info)]
    let body = renderer.body(of: post(items), hook: hook(files: 2), now: now)
    #expect(body.files.map(\.name) == ["a", "c"])
    #expect(body.text.hasSuffix("📎 Not attached, because the hook takes no more or no larger ones: b, e"))
    #expect(!renderer.body(of: post(items), hook: hook(), now: now).text.contains("📎"))
    let many = (1...9).map { item("\($0)") }
    #expect(renderer.body(of: post(many), hook: hook(files: 1), now: now).text.hasSuffix(": 2, 3, 4, 5, 6 and 3 more"))
  }

  @Test("are none larger than the hook takes")
  func size() {
    let items = [item("a", bytes: 100), item("b", bytes: 101)]
    let body = renderer.body(of: post(items), hook: hook(size: 100), now: now)
    #expect(body.files.map(\.name) == ["a"])
    #expect(body.text.hasSuffix(": b"))
  }

  @Test("are once there of an alert that the message tells twice, as it was last")
  func twice() {
    let items = [item("a", bytes: 1), item("b"), item("a", bytes: 2)]
    let body = renderer.body(of: post(items), hook: hook(), now: now)
    #expect(body.files == [items[1].files[0], items[2].files[0]])
  }

  @Test("are those of what is told in full: of a folded backlog the open critical alerts', of merged alerts none")
  func forms() {
    let items = [item("a"), item("b", .critical)]
    func names(_ form: Post.Form) -> [String] {
      renderer.body(of: post(items, form), hook: hook(), now: now).files.map(\.name)
    }
    #expect(names(.whole) == ["a", "b"])
    #expect(names(.folded) == ["b"])
    #expect(names(.merged) == [])
  }

  @Test("a text of fleepd's own that is larger is cut at the end of a line, and says so")
  func cut() {
    let text = (1...100).map { "line \($0)\n" }.joined()
    let file = Attachment(name: "x", text: text, limit: ByteCount(100))
    guard case .bytes(let bytes) = file.content else { return #expect(Bool(false), "the file has no bytes") }
    #expect(String(decoding: bytes, as: UTF8.self).hasSuffix("line 8\n… cut here: the hook takes no larger file\n"))
    #expect(bytes.count <= 100)
    #expect(Attachment(name: "x", text: text, limit: ByteCount(text.utf8.count)).content == .bytes(Array(text.utf8)))
  }

  @Test(
    "with the list of alerts and the text that does not fit stay in bounds, and each is there or named",
    arguments: 0..<60
  )
  func bounds(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let hook = hook(
      files: Int.random(in: 1...6, using: &random),
      size: Int.random(in: 1...3000, using: &random),
      length: Int.random(in: 200...1000, using: &random)
    )
    let items = (0..<Int.random(in: 1...30, using: &random)).map { number in
      var item = item("file-\(number);", Bool.random(using: &random) ? .critical : .info, bytes: number * 30)
      item.alerts = Array(repeating: item.alerts[0], count: Int.random(in: 1...30, using: &random))
      if Bool.random(using: &random) { item.files = [] }
      return item
    }
    let body = renderer.body(of: post(items), hook: hook, now: now)
    #expect(body.files.count <= hook.maxFiles)
    for file in body.files {
      guard case .bytes(let bytes) = file.content else { continue }
      #expect(bytes.count <= hook.maxFileSize.bytes)
    }
    let names = items.flatMap { $0.files.map(\.name) }
    let left = names.filter { name in !body.files.contains { $0.name == name } }
    #expect(left.isEmpty || body.text.contains("📎") || body.files.contains { $0.name == "message.txt" })
  }

  @Test("that somebody sends, as many as the hook takes, all go along with a text that is a file itself")
  func sent() {
    let files = (1...3).map { Attachment(name: "\($0)", type: "text/plain", content: .bytes([1])) }
    let text = String(repeating: "a long text\n", count: 200)
    let items = renderer.items(text: text, files: files, hook: hook(files: 3, size: 5000, length: 500), now: now)
    let bodies = items.map { renderer.body(of: post([$0]), hook: hook(files: 3, size: 5000, length: 500), now: now) }
    #expect(bodies.map { $0.files.map(\.name) } == [["message.txt"], ["1", "2", "3"]])
  }
}
