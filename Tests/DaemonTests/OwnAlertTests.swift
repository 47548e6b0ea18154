import FleepStandIn
import Foundation
import Glibc
import Testing

@Suite("fleepd tells of its own troubles", .timeLimit(.minutes(5)))
struct OwnAlertTests {
  private static func main(_ rest: String = "") -> String {
    """
    hooks:
      ops: {url_file: ops-hook, rate_limit: {every: 1ms, burst: 100}}
      other: {url_file: other-hook, rate_limit: {every: 1ms, burst: 100}}
    route: {hook: ops, group_wait: 0s, group_interval: 1s}
    rule_files: [rules.yaml]
    \(rest)
    """
  }

  @Test("a hook that is gone is told at another hook, also after a restart, and so is that it is back")
  func hookGone() async throws {
    let rules = """
      sources:
        app: {files: [app.log]}
      alerts:
        - {alert: Numbered, source: app, match: 'number (?<number>\\d+)', by: [number]}
      """
    let files = ["fleepd.yaml": Self.main(), "rules.yaml": rules, "app.log": ""]
    let fleepd = try await Fleepd(hooks: ["ops", "other"], files: files)
    fleepd.fleep.script(fleepd.key(1), [.status(404), .status(404), .status(404)])
    var daemon = try await fleepd.start()
    try fleepd.append("number 1\n", to: "app.log")
    try await fleepd.poll("the other hook is told", timeout: .seconds(120)) {
      fleepd.texts(2).contains { $0.contains("*HookGone*") && $0.contains("hook ops is gone") && $0.contains("404") }
    }
    #expect(fleepd.texts(1).isEmpty)

    await fleepd.end(daemon, with: SIGTERM)
    daemon = try await fleepd.start()
    let alerts = try await fleepd.run(["alerts", "--config", "\(fleepd.folder)/fleepd.yaml"])
    #expect(alerts.output.contains("HookGone firing"), "\(alerts)")
    let why = try await fleepd.run(["why", "--config", "\(fleepd.folder)/fleepd.yaml", "HookGone"])
    #expect(why.output.contains("hook=\"ops\""), "\(why)")

    // Somebody has mended the hook, and says so: what comes next is told there.
    kill(daemon.processIdentifier, SIGHUP)
    try await fleepd.poll("the reload is logged") { try fleepd.log().contains("loaded anew") }
    try fleepd.append("number 2\n", to: "app.log")
    try await fleepd.poll("the hook has the next message") { !fleepd.texts(1).isEmpty }
    try await fleepd.poll("the other hook is told of the end") {
      fleepd.texts(2).contains { $0.contains("*HookGone*") && $0.contains("resolved") }
    }
    #expect(fleepd.texts(2).count { $0.contains("*HookGone*") } == 2, "\(fleepd.texts(2))")
    try await fleepd.remove()
  }

  @Test(
    "a source that cannot be read is an alert until it can, and a rule of that name takes the place of fleepd's own"
  )
  func sourceUnreadable() async throws {
    let rules = """
      sources:
        app: {command: [sh, -c, 'while [ -e there ]; do echo still; sleep 0.1; done']}
      alerts:
        - alert: SourceUnreadable
          expr: fleepd_source_unreadable > 0
          annotations: {summary: 'mine: {{source}} {{path}}', description: '{{detail}}'}
        - {alert: Read, expr: fleepd_source_lines_total >= 1, annotations: {summary: '{{source}} is read'}}
      """
    let there = "there-\(UUID().uuidString)"
    let fleepd = try await Fleepd(hooks: ["ops", "other"], files: ["fleepd.yaml": Self.main()])
    try fleepd.write(rules.replacing("there", with: "\(fleepd.folder)/\(there)"), to: "rules.yaml")
    try await fleepd.start()
    try await fleepd.poll("the alert is told, with what happened") {
      fleepd.texts(1).contains { $0.contains("mine: app sh") && $0.contains("ended with status 0") }
    }
    let status = try await fleepd.run(["status", "--json", "--config", "\(fleepd.folder)/fleepd.yaml"])
    #expect(status.output.contains("\"faultCount\" : 1") || status.output.contains("\"faultCount\":1"), "\(status)")
    try fleepd.write("", to: there)
    try await fleepd.poll("its end is told, and a metric of its own is read") {
      let texts = fleepd.texts(1)
      return texts.contains { $0.contains("*SourceUnreadable*") && $0.contains("resolved") }
        && texts.contains { $0.contains("app is read") }
    }
    try await fleepd.remove()
  }
}

extension Fleepd {
  /// What the n-th hook, from 1, was told so far.
  func texts(_ number: Int) -> [String] { fleep.messages(for: key(number)).map(\.text) }
}
