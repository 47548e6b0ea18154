import FleepStandIn
import Foundation
import Glibc
import Testing

@Suite("A reload", .timeLimit(.minutes(2)))
struct ReloadTests {
  private static let main = """
    hooks:
      ops: {url_file: ops-hook, rate_limit: {every: 1ms, burst: 100}}
    route: {hook: ops, group_wait: 0s}
    rule_files: [rules.yaml]
    """

  private static func rules(threshold: Int, second: Bool) -> String {
    """
    sources:
      app: {files: [app.log]}
    alerts:
      - {alert: First, source: app, match: 'first', threshold: \(threshold), window: 10m}
    \(second ? "  - {alert: Second, source: app, match: 'second'}" : "")
    """
  }

  @Test("puts new rules in force and keeps what was counted")
  func keepsState() async throws {
    let fleepd = try await Fleepd(
      files: ["fleepd.yaml": Self.main, "rules.yaml": Self.rules(threshold: 3, second: false), "app.log": ""]
    )
    let daemon = try await fleepd.start()
    try fleepd.append("first\nfirst\n", to: "app.log")
    try await fleepd.poll("both lines are read") {
      try await fleepd.run(["status", "--config", "\(fleepd.folder)/fleepd.yaml"]).output.contains("2 matched")
    }
    try fleepd.write(Self.rules(threshold: 3, second: true), to: "rules.yaml")
    kill(daemon.processIdentifier, SIGHUP)
    try await fleepd.poll("the reload is logged") { try fleepd.log().contains("loaded anew") }
    try fleepd.append("second\nfirst\n", to: "app.log")
    try await fleepd.poll("both alerts are told") {
      let text = fleepd.fleep.messages(for: fleepd.key()).map(\.text).joined()
      return text.contains("*First*") && text.contains("*Second*")
    }
    try await fleepd.remove()
  }

  @Test("that is asked for while fleepd starts waits until it runs")
  func whileStarting() async throws {
    let fleepd = try await Fleepd(
      files: ["fleepd.yaml": Self.main, "rules.yaml": Self.rules(threshold: 1, second: true), "app.log": ""]
    )
    let asking = #"(until [ -e "$STATE_DIRECTORY/fleepd.db" ]; do sleep 0.001; done; kill -HUP $$) & exec "$@""#
    let daemon = try await fleepd.start(under: ["sh", "-c", asking, "sh"])
    try await fleepd.poll("the reload is logged") { try fleepd.log().contains("loaded anew") }
    try fleepd.append("second\n", to: "app.log")
    _ = try await fleepd.fleep.waitForMessages(count: 1, key: fleepd.key())
    #expect(daemon.isRunning)
    try await fleepd.remove()
  }

  @Test("with a wrong configuration leaves the running one in force and says so")
  func keepsTheOldOne() async throws {
    let fleepd = try await Fleepd(
      files: ["fleepd.yaml": Self.main, "rules.yaml": Self.rules(threshold: 1, second: false), "app.log": ""]
    )
    let daemon = try await fleepd.start()
    try fleepd.write("alerts:\n  - {alert: First, treshold: 1}\n", to: "rules.yaml")
    kill(daemon.processIdentifier, SIGHUP)
    try await fleepd.poll("the fault is logged") { try fleepd.log().contains("unknown key 'treshold'") }
    try fleepd.append("first\n", to: "app.log")
    _ = try await fleepd.fleep.waitForMessages(count: 1, key: fleepd.key())
    #expect(daemon.isRunning)
    try await fleepd.remove()
  }
}
