import FleepStandIn
import Foundation
import Testing

@Suite("Escalation, with the real program", .timeLimit(.minutes(5)))
struct EscalationTests {
  private static func files(after: String) -> [String: String] {
    [
      "fleepd.yaml": """
      hooks:
        ops: {url_file: ops-hook}
        boss: {url_file: boss-hook}
      route:
        hook: ops
        group_by: ['...']
        group_wait: 0s
        group_interval: 1s
        escalation: {hook: boss, after: \(after)}
      rule_files: [rules.yaml]
      """,
      "rules.yaml": #"""
      sources:
        app: {files: [app.log]}
      alerts:
        - alert: Broken
          source: app
          match: 'broken (?<part>\w+)'
          resolve: 'mended (?<part>\w+)'
          by: [part]
          labels: {severity: critical}
      tests:
        - test: nobody acknowledges, so the other hook is told, and of the end too
          lines:
            app: |
              +0s  broken disk
              +1h  mended disk
          expect:
            - messages: {hook: boss, count: 0}
              at: +9s
            - messages: {hook: boss, count: 1, contain: ['nobody acknowledged for 10 s']}
              at: +10s
            - messages: {hook: boss, count: 2, contain: ['Resolved after 1 h']}
              at: +61m
            - messages: {hook: ops, count: 2}
              at: +61m
      """#,
      "app.log": "",
    ]
  }

  @Test("another hook is told of what nobody acknowledged in time, and of nothing else")
  func escalation() async throws {
    let fleepd = try await Fleepd(hooks: ["ops", "boss"], files: Self.files(after: "10s"))
    let configuration = ["--config", "\(fleepd.folder)/fleepd.yaml"]
    try await fleepd.start()
    try fleepd.append("broken fan\n", to: "app.log")
    let fan = try await fleepd.fleep.waitForMessages(count: 1, key: fleepd.key(), timeout: .seconds(60))[0]
    let key = try #require(fan.text.split(separator: "key ").last.map { String($0.prefix(8)) })
    let acknowledged = try await fleepd.run(["ack", key] + configuration)
    #expect(acknowledged.output == "acknowledged: 1 alert\n", "\(acknowledged.errors)")
    // The second alert is escalated later than the first would have been.
    try fleepd.append("broken disk\n", to: "app.log")
    let escalated = try await fleepd.fleep.waitForMessages(count: 1, key: fleepd.key(2), timeout: .seconds(60))
    #expect(escalated[0].text.contains("disk"))
    #expect(escalated[0].text.contains("Escalated: nobody acknowledged"))
    try fleepd.append("mended disk\nmended fan\n", to: "app.log")
    let boss = try await fleepd.fleep.waitForMessages(count: 2, key: fleepd.key(2), timeout: .seconds(60))
    #expect(boss[1].text.contains("resolved") && boss[1].text.contains("disk"))
    _ = try await fleepd.fleep.waitForMessages(count: 3, key: fleepd.key(), timeout: .seconds(60))
    #expect(!boss.contains { $0.text.contains("fan") })
    try await fleepd.remove()
  }

  @Test("a rule test sees what the other hook is told, and when")
  func ruleTest() async throws {
    let fleepd = try await Fleepd(hooks: ["ops", "boss"], files: Self.files(after: "10s"))
    let result = try await fleepd.run(["test", "--config", "\(fleepd.folder)/fleepd.yaml"])
    #expect(result.status == 0, "\(result.output)\(result.errors)")
    #expect(result.output.contains("1 passed, 0 failed"))
    try await fleepd.remove()
  }
}
