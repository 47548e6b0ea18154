import Configuration
import Daemon
import Foundation
import Model
import Testing

@Suite("The tests that rule files bring along")
struct RuleTestTests {
  private static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  private static let shipped =
    (try? FileManager.default.contentsOfDirectory(atPath: repository.appendingPathComponent("rules").path))?
    .filter { $0.hasSuffix(".yaml") }.sorted() ?? []

  @Test("there are shipped rules")
  func rulesAreShipped() {
    #expect(Self.shipped.count >= 4)
  }

  @Test("every shipped rule file is right, its tests pass, and each of its alerts fires in one", arguments: shipped)
  func shippedRules(file: String) throws {
    let path = Self.repository.appendingPathComponent("rules/\(file)").path
    let result = ConfigurationLoader.check(ruleFiles: [path], mainFile: nil)
    #expect(result.diagnostics.map { $0.rendered() } == [])
    let configuration = try #require(result.configuration)
    var fired: Set<String> = []
    for test in configuration.tests {
      var run = try RuleTestRun(test, rules: configuration.rules, hooks: configuration.hooks)
      #expect(run.run() == [], "\(test.name)")
      fired.formUnion(run.fired.map(\.text))
    }
    #expect(configuration.rules.alerts.map(\.rule.text).filter { !fired.contains($0) } == [])
  }

  @Test("an expectation that does not hold is told with what came instead")
  func failures() throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).yaml").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try #"""
    sources:
      auth: {files: [/var/log/auth.log]}
    alerts:
      - alert: Failed
        source: auth
        match: 'Failed password for (?<user>\S+)'
        by: [user]
    tests:
      - test: expects what does not come
        start: 2026-11-23T09:00:00Z
        lines:
          auth: |
            +0s  Failed password for root
            +10s x2  Failed password for kaja
        expect:
          - at: +1m
            firing: [{alert: Failed, labels: {user: root}}, {alert: Failed, labels: {user: mart}}]
          - messages: {hook: test, count: 7, contain: ['nobody']}
    """#.write(toFile: path, atomically: true, encoding: .utf8)
    let result = ConfigurationLoader.check(ruleFiles: [path], mainFile: nil)
    let configuration = try #require(result.configuration, "\(result.diagnostics.map { $0.rendered() })")
    var run = try RuleTestRun(configuration.tests[0], rules: configuration.rules, hooks: configuration.hooks)
    let failures = run.run()
    #expect(failures.map(\.expectation) == ["firing at +1m", "messages to test"])
    #expect(failures.first?.difference.count == 2)
    #expect(failures.first?.difference.first == "- Failed {user=\"mart\"}")
    #expect(failures.last?.difference.contains("- a message with 'nobody'") == true)
  }
}
