import FleepStandIn
import Testing

@Suite("A hook that fails", .timeLimit(.minutes(3)))
struct FailingHookTests {
  private static let files = [
    "fleepd.yaml": """
    hooks:
      ops: {url_file: ops-hook, rate_limit: {every: 1ms, burst: 100}}
      other: {url_file: other-hook, rate_limit: {every: 1ms, burst: 100}}
    route:
      hook: ops
      group_by: ['...']
      group_wait: 0s
      routes: [{matchers: ['alert="Other"'], hook: other}]
    rule_files: [rules.yaml]
    """,
    "rules.yaml": #"""
    sources:
      app: {files: [app.log]}
    alerts:
      - {alert: Ops, source: app, match: 'ops (?<number>\d+)', by: [number], annotations: {summary: 'no. {{number}}'}}
      - {alert: Other, source: app, match: 'other (?<number>\d+)', by: [number], annotations: {summary: 'no. {{number}}'}}
    """#,
    "app.log": "",
  ]

  @Test(
    "loses no message, keeps the order, and leaves the other hooks alone",
    arguments: [
      [ScriptedAnswer.status(500), .status(503), .status(502)],
      [.tooManyRequests(retryAfter: "1"), .tooManyRequests(retryAfter: "2")],
      [.closeBeforeReading, .closeWithoutStoring, .reset],
      [.garbage(Array("what is this?\r\n\r\n".utf8)), .garbage([0, 1, 2, 255])],
    ]
  )
  func nothingIsLost(answers: [ScriptedAnswer]) async throws {
    let fleepd = try await Fleepd(hooks: ["ops", "other"], files: Self.files)
    fleepd.fleep.script(fleepd.key(1), answers)
    try await fleepd.start()
    for number in 1...6 { try fleepd.append("ops \(number)\nother \(number)\n", to: "app.log") }
    try await fleepd.poll("the other hook has all") {
      fleepd.fleep.messages(for: fleepd.key(2)).flatMap { numbers(in: $0.text) }.count == 6
    }
    try await fleepd.poll("the failing hook has all", timeout: .seconds(120)) {
      Set(fleepd.fleep.messages(for: fleepd.key(1)).flatMap { numbers(in: $0.text) }).count == 6
    }
    var latest = 0
    for message in fleepd.fleep.messages(for: fleepd.key(1)) {
      let numbers = numbers(in: message.text)
      #expect(numbers == numbers.sorted())
      #expect(numbers.first.map { $0 > latest } == true || message.text.contains("repeat"))
      latest = max(latest, numbers.last ?? 0)
    }
    try await fleepd.remove()
  }

  @Test("slow as glue holds up no other: they have all before it has answered once")
  func slowAsGlue() async throws {
    let fleepd = try await Fleepd(hooks: ["ops", "other"], files: Self.files)
    fleepd.fleep.script(fleepd.key(1), [ScriptedAnswer](repeating: .delay(.seconds(60)), count: 10))
    try await fleepd.start()
    for number in 1...200 { try fleepd.append("ops \(number)\nother \(number)\n", to: "app.log") }
    try await fleepd.poll("the other hook has all") {
      Set(fleepd.fleep.messages(for: fleepd.key(2)).flatMap { numbers(in: NumberedAlerts.whole($0)) }).count == 200
    }
    #expect(fleepd.fleep.requests(for: fleepd.key(1)).count <= 1)
    let status = try await fleepd.run(["status", "--config", "\(fleepd.folder)/fleepd.yaml"])
    #expect(status.output.contains(/ops: (posting|failing).* waiting/), "\(status)")
    #expect(status.output.contains("other: idle"), "\(status)")
    try await fleepd.remove()
  }

  private func numbers(in text: String) -> [Int] {
    text.matches(of: /no\. (\d+)/).compactMap { Int($0.1) }
  }
}
