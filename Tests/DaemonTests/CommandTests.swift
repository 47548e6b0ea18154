import FleepStandIn
import Foundation
import Glibc
import Testing

@Suite("The commands", .timeLimit(.minutes(2)))
struct CommandTests {
  private static let files = BrokenParts.files(
    alerts: #"{alert: Broken, source: app, match: 'broken (?<part>\w+)', by: [part], labels: {severity: critical}}"#
  )

  @Test("send posts a text with files and a sender, with and without the daemon", arguments: [true, false])
  func send(daemonRuns: Bool) async throws {
    let fleepd = try await Fleepd(files: Self.files)
    let configuration = ["--config", "\(fleepd.folder)/fleepd.yaml"]
    if daemonRuns { try await fleepd.start() }
    try fleepd.write("a,b\n1,2\n", to: "numbers.csv")
    let result = try await fleepd.run(
      ["send", "--hook", "ops", "--user", "Daily Stats", "--file", "\(fleepd.folder)/numbers.csv"] + configuration,
      input: "all is *well*\n"
    )
    #expect(result.status == 0, "\(result.errors)")
    let messages = try await fleepd.fleep.waitForMessages(count: 1, key: fleepd.key())
    #expect(messages[0].sender == "Daily Stats")
    #expect(messages[0].text == "all is *well*")
    #expect(messages[0].files.map(\.name) == ["numbers.csv"])
    #expect(messages[0].files.first?.content == Array("a,b\n1,2\n".utf8))
    try await fleepd.remove()
  }

  @Test("send says what is wrong: no such hook, no such file, nothing to send, a hook that refuses")
  func sendRefused() async throws {
    let fleepd = try await Fleepd(files: Self.files)
    let configuration = ["--config", "\(fleepd.folder)/fleepd.yaml"]
    #expect(try await fleepd.run(["send", "--hook", "opps", "x"] + configuration).status == 1)
    #expect(try await fleepd.run(["send", "--hook", "ops", "--file", "/no/such", "x"] + configuration).status == 66)
    #expect(try await fleepd.run(["send", "--hook", "ops"] + configuration).status == 64)
    fleepd.fleep.drop(key: fleepd.key())
    let gone = try await fleepd.run(["send", "--hook", "ops", "x"] + configuration)
    #expect(gone.status == 1)
    #expect(gone.errors.contains("404"))
    try await fleepd.remove()
  }

  @Test("alerts, silence, ack and outbox talk to the running daemon")
  func control() async throws {
    let fleepd = try await Fleepd(files: Self.files)
    let configuration = ["--config", "\(fleepd.folder)/fleepd.yaml"]
    #expect(try await fleepd.run(["status"] + configuration).status == 69)
    try await fleepd.start()
    #expect(try await fleepd.run(["alerts"] + configuration).output == "no alerts\n")
    let silence = try await fleepd.run(["silence", "add", "--comment", "known", "part=disk"] + configuration)
    #expect(silence.status == 0, "\(silence.errors)")
    try fleepd.append("broken disk\nbroken fan\n", to: "app.log")
    let messages = try await fleepd.fleep.waitForMessages(count: 1, key: fleepd.key())
    #expect(messages[0].text.contains("fan") && !messages[0].text.contains("disk"))
    let alerts = try await fleepd.run(["alerts"] + configuration)
    #expect(alerts.status == 1)
    #expect(alerts.output.contains("part=\"disk\"") && alerts.output.contains("silenced"))
    #expect(try await fleepd.run(["silence"] + configuration).output.contains("known"))
    let acknowledged = try await fleepd.run(["ack", "--author", "kaja", "Broken"] + configuration)
    #expect(acknowledged.output == "acknowledged: 2 alerts\n")
    #expect(try await fleepd.run(["alerts"] + configuration).output.contains("acknowledged by kaja"))
    let id = silence.output.trimmingCharacters(in: .whitespacesAndNewlines)
    #expect(try await fleepd.run(["silence", "expire", id] + configuration).status == 0)
    #expect(try await fleepd.run(["silence"] + configuration).output == "no silences\n")
    #expect(try await fleepd.run(["outbox"] + configuration).output == "nothing waits\n")
    try await fleepd.remove()
  }

  @Test("send needs no secret where the daemon runs, which then says what the hook takes")
  func sendWithoutSecret() async throws {
    let fleepd = try await Fleepd(files: Self.files)
    try fleepd.write(
      try String(contentsOfFile: "\(fleepd.folder)/fleepd.yaml", encoding: .utf8)
        .replacing("url_file: ops-hook", with: "url_file: ops-hook, max_files: 1"),
      to: "fleepd.yaml"
    )
    let daemon = try await fleepd.start()
    #expect(chmod("\(fleepd.folder)/ops-hook", 0) == 0)
    // Permissions are nothing to root, unless it has given up its capabilities.
    let powerless = geteuid() == 0 ? ["setpriv", "--bounding-set=-all", "--inh-caps=-all"] : []
    func send(_ arguments: String...) async throws -> (status: Int32, output: String, errors: String) {
      try await fleepd.run(["send", "--config", "\(fleepd.folder)/fleepd.yaml"] + arguments, under: powerless)
    }
    let sent = try await send("--hook", "ops", "hello")
    #expect(sent.status == 0 && sent.errors.isEmpty, "\(sent)")
    #expect(fleepd.texts(1) == ["hello"])
    let file = "\(fleepd.folder)/rules.yaml"
    let many = try await send("--hook", "ops", "--file", file, "--file", file, "hello")
    #expect(many.status == 1 && many.errors.contains("takes 1 files in a message (max_files), not 2"), "\(many)")
    let unknown = try await send("--hook", "opps", "hello")
    #expect(unknown.status == 1 && unknown.errors.contains("no hook 'opps'"), "\(unknown)")
    await fleepd.end(daemon, with: SIGTERM)
    let alone = try await send("--hook", "ops", "hello")
    #expect(alone.status == 78 && alone.errors.contains("ops-hook' cannot be read"), "\(alone)")
    try await fleepd.remove()
  }

  @Test("what a hook refused can be looked at, queued again and dropped; looked at while no daemon runs, too")
  func deadLetters() async throws {
    let fleepd = try await Fleepd(files: Self.files)
    let configuration = ["--config", "\(fleepd.folder)/fleepd.yaml"]
    fleepd.fleep.script(fleepd.key(), [ScriptedAnswer](repeating: .status(400), count: 4))
    let daemon = try await fleepd.start()
    for number in 1...2 {
      let arguments = ["--hook", "ops", "--wait", "--file", "\(fleepd.folder)/rules.yaml", "text \(number)\nmore"]
      let sent = try await fleepd.run(["send"] + arguments + configuration)
      #expect(sent.status == 1)
      #expect(sent.errors.contains("hook ops refused it (HTTP 400"), "\(sent.errors)")
      #expect(sent.errors.contains("kept as a dead letter: fleepd outbox retry \(number)"), "\(sent.errors)")
    }
    for change in ["retry", "drop"] {
      let none = try await fleepd.run(["outbox", change, "9"] + configuration)
      #expect(none.status == 1 && none.errors.contains("has the number 9"), "\(none)")
    }
    #expect(try await fleepd.run(["outbox", "retry", "1"] + configuration).output == "queued again: 1\n")
    let again = try await fleepd.fleep.waitForMessages(count: 1, key: fleepd.key(), timeout: .seconds(60))
    #expect(again.map { $0.text.contains("text 1\nmore") } == [true])
    await fleepd.end(daemon, with: SIGTERM)
    let list = try await fleepd.run(["outbox"] + configuration)
    #expect(list.status == 0 && list.errors.contains("not running"), "\(list)")
    #expect(list.output.contains(/^2  dead: HTTP 400.*  ops  text 2\n$/), "\(list)")
    #expect(
      try await fleepd.run(["outbox", "show", "2"] + configuration).output == "text 2\nmore\n[file rules.yaml]\n"
    )
    #expect(try await fleepd.run(["outbox", "drop", "2"] + configuration).status == 69)
    try await fleepd.start()
    #expect(try await fleepd.run(["outbox", "drop", "2"] + configuration).output == "dropped: 1\n")
    #expect(try await fleepd.run(["outbox"] + configuration).output == "nothing waits\n")
    try await fleepd.remove()
  }

  @Test("a dry run prints messages, posts nothing and remembers nothing")
  func dryRun() async throws {
    let fleepd = try await Fleepd(files: Self.files)
    let daemon = try await fleepd.start(["--dry-run"])
    try fleepd.append("broken fan\n", to: "app.log")
    try await fleepd.poll("the message is printed") { try fleepd.log().contains("--- to ops, as web-1") }
    await fleepd.end(daemon, with: SIGTERM)
    #expect(fleepd.fleep.requests().isEmpty)
    #expect(!FileManager.default.fileExists(atPath: "\(fleepd.folder)/state/fleepd.db"))
    try await fleepd.remove()
  }
}
