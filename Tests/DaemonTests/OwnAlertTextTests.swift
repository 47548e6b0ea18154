@testable import Configuration
import FleepStandIn
import Testing

/// fleepd's own rules word for word, but for their minutes, which are seconds here.
@Suite("What fleepd's own alerts say, and that they end", .timeLimit(.minutes(5)))
struct OwnAlertTextTests {
  private static let main = """
    hooks:
      ops: {url_file: ops-hook, rate_limit: {every: 1ms, burst: 100}}
      other: {url_file: other-hook, rate_limit: {every: 1ms, burst: 100}}
    route: {hook: ops, group_wait: 0s, group_interval: 1s}
    evaluation_interval: 1s
    rule_files: [rules.yaml, own.yaml]
    """

  private static let own = OwnAlerts.text.replacing("> 300", with: "> 2").replacing("> 60", with: "> 1")
    .replacing("for: 5m", with: "for: 2s")

  /// Messages about an alert at a hook, in order: told as new, told as resolved.
  private func messages(about alert: String, at hook: Int, of fleepd: Fleepd) -> (new: [String], resolved: [String]) {
    let texts = fleepd.texts(hook).filter { $0.contains("*\(alert)*") }
    return (texts.filter { $0.contains("\nNew ") }, texts.filter { $0.contains("\nResolved ") })
  }

  @Test("a hook that fails: what it answers, at the other hook; and that it works again")
  func hookFailing() async throws {
    let rules = """
      sources:
        app: {files: [app.log]}
      alerts:
        - {alert: Numbered, source: app, match: 'number (?<number>\\d+)', by: [number]}
      """
    let files = ["fleepd.yaml": Self.main, "own.yaml": Self.own, "rules.yaml": rules, "app.log": ""]
    let fleepd = try await Fleepd(hooks: ["ops", "other"], files: files)
    try await fleepd.start()
    // The first tries come quickly one after the other: this test may get no turn between them.
    var failures = 4
    fleepd.fleep.script(fleepd.key(1), [ScriptedAnswer](repeating: .status(503), count: failures))
    try fleepd.append("number 1\n", to: "app.log")
    func told() -> (new: [String], resolved: [String]) { messages(about: "HookFailing", at: 2, of: fleepd) }
    try await fleepd.poll("the fault is told") {
      // No more than are needed: once it is told, the hook is to work again.
      if failures < fleepd.fleep.requests(for: fleepd.key(1)).count + 2 {
        fleepd.fleep.script(fleepd.key(1), [.status(503)])
        failures += 1
      }
      return !told().new.isEmpty
    }
    try await fleepd.poll("the end is told", timeout: .seconds(120)) { !told().resolved.isEmpty }
    let (new, resolved) = told()
    #expect(new.count == 1 && resolved.count == 1)
    let text = try #require(new.first)
    #expect(text.contains("hook ops has been failing for "))
    #expect(text.contains("HTTP 503") && text.contains("its messages wait and are tried again"))
    #expect(try #require(resolved.first).contains("hook ops works again"))
    #expect(fleepd.texts(1).contains { $0.contains("number 1") }, "nothing is lost by it")
    try await fleepd.remove()
  }

  @Test("a source that is read late: how far it is behind, and that no line is left out; and that it has caught up")
  func sourceLagging() async throws {
    // Each line costs the pattern as much as a match may.
    let rules = """
      sources:
        app: {files: [app.log]}
      alerts:
        - {alert: Slow, source: app, match: '^(?:a+)+!$'}
        - {alert: Last, source: app, match: 'last'}
      """
    let files = ["fleepd.yaml": Self.main, "own.yaml": Self.own, "rules.yaml": rules, "app.log": ""]
    let fleepd = try await Fleepd(hooks: ["ops", "other"], files: files)
    try await fleepd.start()
    let late = String(
      repeating: String(repeating: "a", count: 30) + "ba!" + String(repeating: " ", count: 300) + "\n",
      count: 5000
    )
    try await fleepd.poll("the fault is told", timeout: .seconds(120)) {
      let output = try await fleepd.run(["status", "--config", "\(fleepd.folder)/fleepd.yaml"]).output
      // Never much more than is needed: it has to be read before the test is over.
      if !output.contains(/app: .* bytes behind/) { try fleepd.append(late, to: "app.log") }
      return !messages(about: "SourceLagging", at: 1, of: fleepd).new.isEmpty
    }
    try fleepd.append("last\n", to: "app.log")
    func told() -> (new: [String], resolved: [String]) { messages(about: "SourceLagging", at: 1, of: fleepd) }
    try await fleepd.poll("the end is told", timeout: .seconds(200)) { !told().resolved.isEmpty }
    let (new, resolved) = told()
    #expect(new.count == 1 && resolved.count == 1)
    let text = try #require(new.first)
    #expect(text.contains("source app is behind by ") && text.contains(" bytes are not read yet"))
    #expect(text.contains("no line is left out"))
    #expect(try #require(resolved.first).contains("source app has caught up"))
    #expect(fleepd.texts(1).contains { $0.contains("*Last*") })
    try await fleepd.remove()
  }

  @Test("a command that fails: what it said, and what becomes of the alerts on its values; and that it works again")
  func commandFailing() async throws {
    let fleepd = try await Fleepd(hooks: ["ops", "other"], files: ["fleepd.yaml": Self.main, "own.yaml": Self.own])
    let rules = """
      metrics:
        - {metric: waiting, command: [cat, \(fleepd.folder)/waiting], interval: 1s, timeout: 1s}
      alerts:
        - {alert: Many, expr: waiting > 10}
      """
    try fleepd.write(rules, to: "rules.yaml")
    try await fleepd.start()
    func told() -> (new: [String], resolved: [String]) { messages(about: "CommandFailing", at: 1, of: fleepd) }
    try await fleepd.poll("the fault is told") { !told().new.isEmpty }
    let text = try #require(told().new.first)
    #expect(text.contains("the command of metric waiting fails"))
    #expect(text.contains("failed with status 1"))
    #expect(
      text.contains("No such file or directory: it is run again at each interval, and alerts on its values stay ")
    )
    try fleepd.write("11\n", to: "waiting")
    try await fleepd.poll("the end is told") { !told().resolved.isEmpty }
    #expect(told().new.count == 1 && told().resolved.count == 1)
    #expect(try #require(told().resolved.first).contains("the command of metric waiting works again"))
    try await fleepd.poll("its value counts") { fleepd.texts(1).contains { $0.contains("*Many*") } }
    try await fleepd.remove()
  }
}
