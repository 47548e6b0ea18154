import FleepStandIn
import Foundation
import Testing

@Suite("A message that is too much for a hook", .timeLimit(.minutes(3)))
struct LargeMessageTests {
  private static let main = "hooks: {ops: {url_file: ops-hook, rate_limit: {every: 1ms, burst: 100}}}\n"

  private func send(_ fleepd: Fleepd, _ text: String, files: [String] = []) async throws -> (
    status: Int32, output: String, errors: String
  ) {
    let files = files.flatMap { ["--file", "\(fleepd.folder)/\($0)"] }
    return try await fleepd.run(
      ["send", "--config", "\(fleepd.folder)/fleepd.yaml", "--hook", "ops", "--wait"] + files,
      input: text
    )
  }

  @Test(
    "goes in numbered parts, and as a file where those would be many, through the daemon and without one",
    arguments: [true, false]
  )
  func parts(isRunning: Bool) async throws {
    let fleepd = try await Fleepd(files: ["fleepd.yaml": Self.main])
    if isRunning { try await fleepd.start() }
    let text = (1...500).map { "line \($0) of what a script has to tell" }.joined(separator: "\n")
    let sent = try await send(fleepd, text)
    #expect(sent.status == 0, "\(sent.errors)")
    let messages = fleepd.fleep.messages(for: fleepd.key()).map(\.text)
    #expect(messages.map { $0.prefix(6) } == ["(1/2)\n", "(2/2)\n"])
    #expect(messages.map { $0.dropFirst(6) }.joined(separator: "\n") == text)
    let long = (1...2000).map { "line \($0) of what a script has to tell" }.joined(separator: "\n")
    #expect(try await send(fleepd, long).status == 0)
    let last = try #require(fleepd.fleep.messages(for: fleepd.key()).last)
    #expect(last.text.hasSuffix("characters are in the attached message.txt"))
    #expect(last.files.map { String(decoding: $0.content, as: UTF8.self) } == [long])
    #expect(fleepd.fleep.warnings.isEmpty)
    try await fleepd.remove()
  }

  @Test("is refused at once for a file that is too large, or for too many; one that is just in bounds goes along")
  func fileLimits() async throws {
    let fleepd = try await Fleepd(
      files: [
        "fleepd.yaml": "hooks: {ops: {url_file: ops-hook, max_files: 2, max_file_size: 3B}}\n", "large": "1234",
        "small": "123",
      ]
    )
    let large = try await send(fleepd, "look", files: ["large"])
    #expect(large.status == 1)
    #expect(large.errors.contains("larger than the hook takes (max_file_size, 3"))
    let many = try await send(fleepd, "look", files: ["small", "small", "small"])
    #expect(many.status == 1)
    #expect(many.errors.contains("hook ops takes 2 files in a message (max_files), not 3"))
    #expect(try await send(fleepd, "look", files: ["small", "small"]).status == 0)
    let messages = fleepd.fleep.messages(for: fleepd.key())
    #expect(messages.map { $0.files.map(\.content) } == [[Array("123".utf8), Array("123".utf8)]])
    try await fleepd.remove()
  }

  @Test("that never ends is sent as far as the hook takes it, and says so", arguments: [true, false])
  func endless(isRunning: Bool) async throws {
    let main = "hooks: {ops: {url_file: ops-hook, max_file_size: 100KB}}\n"
    let fleepd = try await Fleepd(files: ["fleepd.yaml": main])
    if isRunning { try await fleepd.start() }
    let sent = try await fleepd.run(
      ["send", "--config", "\(fleepd.folder)/fleepd.yaml", "--hook", "ops", "--wait"],
      under: ["sh", "-c", "yes 2> /dev/null | \"$0\" \"$@\""]
    )
    #expect(sent.status == 0)
    #expect(sent.errors.contains("only the beginning is sent: the hook takes no more (max_file_size, 100000 bytes)"))
    let message = try #require(fleepd.fleep.messages(for: fleepd.key()).first)
    #expect(message.text.hasSuffix("as much as a file may hold is in the attached message.txt"))
    #expect((99_000...100_000).contains(message.files[0].content.count))
    try await fleepd.remove()
  }

  @Test("of many large files is refused at once; as many as a message may have go along")
  func totalOfFiles() async throws {
    let fleepd = try await Fleepd(files: ["fleepd.yaml": Self.main])
    try fleepd.write(String(repeating: "x", count: 8 << 20), to: "large")
    let daemon = try await fleepd.start()
    let many = try await send(fleepd, "look", files: [String](repeating: "large", count: 5))
    #expect(many.status == 1)
    #expect(many.errors.contains("the files are larger together than a message may be (33554432 bytes)"))
    let sent = try await send(fleepd, "look", files: [String](repeating: "large", count: 3))
    #expect(sent.status == 0, "\(sent.errors)")
    let messages = fleepd.fleep.messages(for: fleepd.key())
    #expect(messages.map { $0.files.map(\.content.count) } == [[8 << 20, 8 << 20, 8 << 20]])
    #expect(daemon.isRunning)
    try await fleepd.remove()
  }

  @Test("goes again without its files where the hook takes none, and says so")
  func quota() async throws {
    let fleepd = try await Fleepd(
      settings: StandInSettings(quotaFull: true),
      files: ["fleepd.yaml": Self.main, "chart.txt": "*"]
    )
    try await fleepd.start()
    let sent = try await send(fleepd, "the numbers of today", files: ["chart.txt"])
    #expect(sent.status == 0, "\(sent.errors)")
    let messages = fleepd.fleep.messages(for: fleepd.key())
    #expect(messages.map(\.text) == ["the numbers of today\n📎 Not attached, because the hook refused files: chart.txt"])
    #expect(fleepd.fleep.requests(for: fleepd.key()).map(\.status) == [431, 200])
    #expect(try fleepd.log().contains("refused files"))
    try await fleepd.remove()
  }

  @Test("of a stack trace has the rest of it as a file, or says that it is not attached", arguments: [true, false])
  func stackTrace(takesFiles: Bool) async throws {
    let fleepd = try await Fleepd(
      settings: StandInSettings(quotaFull: !takesFiles),
      files: [
        "fleepd.yaml": Self.main + "route: {hook: ops, group_wait: 0s}\nrule_files: [rules.yaml]\n",
        "rules.yaml": #"""
        sources: {app: {files: [app.log], multiline: {start: '^ERROR', timeout: 100ms}}}
        alerts: [{alert: Trace, source: app, match: '^ERROR', annotations: {summary: 'it broke'}}]
        """#,
        "app.log": "",
      ]
    )
    try await fleepd.start()
    let trace = (["ERROR"] + (1...30).map { "  at row \($0)" }).joined(separator: "\n") + "\n"
    try fleepd.append(trace, to: "app.log")
    let message = try await fleepd.fleep.waitForMessages(count: 1, key: fleepd.key(), timeout: .seconds(60))[0]
    let name = try #require(message.text.firstMatch(of: /more in (lines-[0-9a-f]{8}\.txt)/)?.1)
    #expect(message.files.map { String(decoding: $0.content, as: UTF8.self) } == (takesFiles ? [trace] : []))
    #expect(message.files.map(\.name) == (takesFiles ? [String(name)] : []))
    #expect(message.text.contains("Not attached, because the hook refused files: \(name)") != takesFiles)
    try await fleepd.remove()
  }

  @Test("goes again shorter, until the hook takes it")
  func tooLarge() async throws {
    let settings = StandInSettings(messageLimit: 1500, quotaFull: true)
    let fleepd = try await Fleepd(settings: settings, files: ["fleepd.yaml": Self.main])
    try await fleepd.start()
    let text = (1...200).map { "line \($0) of what a script has to tell" }.joined(separator: "\n")
    let sent = try await send(fleepd, text)
    #expect(sent.status == 0, "\(sent.errors)")
    let message = try #require(fleepd.fleep.messages(for: fleepd.key()).first)
    #expect(message.text.hasPrefix("line 1 of what a script has to tell\nline 2 "))
    #expect(message.text.hasSuffix("… cut here: the rest does not fit"))
    #expect((600...1500).contains(message.text.unicodeScalars.count))
    #expect(
      fleepd.fleep.requests(for: fleepd.key()).compactMap(\.status).dropLast().allSatisfy { [413, 431].contains($0) }
    )
    try await fleepd.remove()
  }

  @Test("of many alerts goes in halves, and none is lost")
  func halves() async throws {
    let fleepd = try await Fleepd(
      settings: StandInSettings(messageLimit: 400),
      files: [
        "fleepd.yaml": Self.main + "route: {hook: ops, group_by: ['...'], group_wait: 0s}\nrule_files: [rules.yaml]\n",
        "rules.yaml": #"""
        sources: {app: {files: [app.log]}}
        alerts: [{alert: Ops, source: app, match: 'ops (?<number>\d+)', by: [number], annotations: {summary: 'no. {{number}};'}}]
        """#,
        "app.log": "",
      ]
    )
    fleepd.fleep.script(fleepd.key(), [.status(500)])
    try await fleepd.start()
    try fleepd.append((1...12).map { "ops \($0)\n" }.joined(), to: "app.log")
    try await fleepd.poll("all twelve arrived") {
      let texts = fleepd.fleep.messages(for: fleepd.key()).map(\.text)
      return (1...12).allSatisfy { number in texts.contains { $0.contains("no. \(number);") } }
    }
    #expect(fleepd.fleep.requests(for: fleepd.key()).contains { $0.status == 413 })
    #expect(fleepd.fleep.messages(for: fleepd.key()).allSatisfy { $0.text.unicodeScalars.count <= 400 })
    let outbox = try await fleepd.run(["outbox", "--config", "\(fleepd.folder)/fleepd.yaml", "--json"])
    #expect(outbox.status == 0 && !outbox.output.contains("\"fault\""), "no dead letter: \(outbox.output)")
    try await fleepd.remove()
  }
}
