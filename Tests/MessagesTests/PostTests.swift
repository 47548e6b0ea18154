import Messages
import Model
import Testing
import TestSupport

@Suite struct PostTests {
  private let renderer = MessageRenderer(host: "web-1", zone: .utc)
  private let hook = HookDefinition(name: "ops", url: Secret(""), maxLength: 1_000_000)
  private let now = time("2026-11-23T04:00:00")

  @Test("a folded backlog tells of every alert once, open or cleared, and its title counts them", arguments: 0..<40)
  func folded(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let sample = RandomPost(form: .folded, using: &random)
    let text = renderer.body(of: sample.post, hook: hook, now: now).text
    let count = sample.counted == 1 ? "*1 alert*" : "*\(sample.counted) alerts*"
    #expect(text.contains(count))
    #expect(text.contains(sample.open.isEmpty ? "none still open" : "\(sample.open.count) still open"))
    for id in sample.open.union(sample.cleared) { #expect(text.contains("\(id) ")) }
    let cleared = text.split(separator: "*Came and went*").dropFirst().first ?? ""
    for id in sample.cleared { #expect(cleared.contains("\(id) ")) }
    for item in sample.post.items where item.kind == .text { #expect(text.contains(item.text)) }
  }

  @Test("the counts of a merged message add up to its title, with those told in numbers", arguments: 0..<40)
  func merged(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var post = RandomPost(form: .merged, using: &random).post
    var tally = Tally()
    let counted = Int.random(in: 0..<post.items.count, using: &random)
    for item in post.items.prefix(counted) { tally.add(item) }
    post.items.removeFirst(counted)
    post.tally = counted > 0 ? tally : nil
    let text = renderer.body(of: post, hook: hook, now: now).text
    let lines = text.split(separator: "\n")
    let groups = lines.compactMap { line in line.contains(" of these") ? Int(line.prefix { $0.isNumber }) : nil }
    let singles = lines.count { line in line.contains(" · key ") }
    let title = lines.first { $0.contains("told together") }?.split { !$0.isNumber }.first.flatMap { Int($0) }
    #expect(title == groups.reduce(singles, +))
    for item in post.items where item.kind == .text { #expect(text.contains(item.text)) }
  }

  @Test("no message is longer than the hook takes, and what was cut goes along whole", arguments: 0..<60)
  func length(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let form = try #require([Post.Form.whole, .merged, .folded].randomElement(using: &random))
    var post = RandomPost(form: form, using: &random).post
    post.withoutFiles = Bool.random(using: &random)
    let whole = renderer.body(of: post, hook: hook, now: now).text
    var small = hook
    small.maxLength = Int.random(in: 10...3000, using: &random)
    let body = renderer.body(of: post, hook: small, now: now)
    #expect(body.text.unicodeScalars.count <= small.maxLength)
    let isCut = whole.unicodeScalars.count > small.maxLength
    #expect(body.text.contains("cut") || !isCut || small.maxLength < 20)
    let fences = body.text.split(separator: "\n").count { $0 == ":::" }
    #expect(fences.isMultiple(of: 2))
    let file = Attachment(name: "message.txt", type: "text/plain; charset=utf-8", content: .bytes(Array(whole.utf8)))
    let texts = body.files.filter { $0.name == "message.txt" }
    #expect(texts == (isCut && !post.withoutFiles ? [file] : []))
  }

  @Test("a hook that found a message too large gets a shorter one")
  func shortened() {
    var random = SeededGenerator(seed: 1)
    var post = RandomPost(form: .whole, using: &random).post
    post.maxLength = 300
    #expect(renderer.body(of: post, hook: hook, now: now).text.unicodeScalars.count <= 300)
  }

  @Test("the sender is the item's, else the hook's, else the machine")
  func sender() {
    var hook = hook
    var post = Post(hook: "ops", items: [], form: .whole, mayBeRepeat: false, created: now)
    post.items = renderer.items(text: "x", hook: hook, now: now)
    #expect(renderer.body(of: post, hook: hook, now: now).user == "web-1")
    hook.user = "Operations"
    #expect(renderer.body(of: post, hook: hook, now: now).user == "Operations")
    post.items = renderer.items(text: "x", user: "Statistics", hook: hook, now: now)
    #expect(renderer.body(of: post, hook: hook, now: now).user == "Statistics")
  }
}
