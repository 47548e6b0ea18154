import FleepStandIn
import Foundation
import Testing

@Suite("A hook's key", .timeLimit(.minutes(2)))
struct HookKeyTests {
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
      - alert: Ops
        source: app
        match: 'ops (?<what>.*)'
        by: [what]
        annotations: {summary: '{{what}}'}
      - alert: Other
        source: app
        match: 'other (?<what>.*)'
        by: [what]
        annotations: {summary: '{{{what}}}'}
    metrics:
      - metric: telltale
        command: [/bin/sh, -c, 'cat ops-hook >&2; exit 3']
        interval: 1s
    """#,
    "app.log": "",
  ]

  @Test("is in no output, log, message, database, environment or command line, whatever goes wrong")
  func canary() async throws {
    let fleepd = try await Fleepd(hooks: ["ops", "other"], files: Self.files)
    let key = fleepd.key(1)
    let address = fleepd.fleep.hookURL(key)
    fleepd.fleep.script(
      key,
      [
        .respond(ScriptedResponse(status: 500, body: Array("no such hook: \(address)".utf8))),
        .redirect(to: address),
        .garbage(Array("\(address) is not HTTP\r\n\r\n".utf8)),
        .closeWithoutStoring,
        .respond(ScriptedResponse(status: 400, body: Array("refused: \(key)".utf8))),
      ]
    )
    let daemon = try await fleepd.start(["--log-level", "trace"])
    let configuration = ["--config", "\(fleepd.folder)/fleepd.yaml"]
    try fleepd.append("ops one\nops two with \(address)\nother three with \(address)\n", to: "app.log")
    let shown = try await fleepd.fleep.waitForMessages(count: 1, key: fleepd.key(2))
    #expect(shown[0].text.contains("(hook key)"))
    try await fleepd.poll("the hook has answered every fault", timeout: .seconds(60)) {
      fleepd.fleep.requests(for: key).count >= 5
    }
    var seen = shown.map(\.text)
    for arguments in [["status"], ["status", "--json"], ["alerts"], ["outbox"], ["outbox", "--json"], ["check"]] {
      let result = try await fleepd.run(arguments + configuration)
      seen += [result.output, result.errors]
    }
    try fleepd.write("hooks:\n  ops: {url: '\(address)', usr: x}\nroute: {hok: ops}\n", to: "wrong.yaml")
    let wrong = try await fleepd.run(["check", "--config", "\(fleepd.folder)/wrong.yaml"])
    seen += [wrong.output, wrong.errors]
    #expect(wrong.errors.contains("unknown key 'usr'"))
    for file in ["cmdline", "environ", "status"] {
      seen.append(try String(contentsOfFile: "/proc/\(daemon.processIdentifier)/\(file)", encoding: .utf8))
    }
    seen.append(try fleepd.log())
    for file in try FileManager.default.contentsOfDirectory(atPath: "\(fleepd.folder)/state") {
      guard let bytes = FileManager.default.contents(atPath: "\(fleepd.folder)/state/\(file)") else { continue }
      seen.append(String(decoding: bytes, as: UTF8.self))
    }
    for text in seen { #expect(!text.contains(key), "\(text.prefix(2000))") }
    try await fleepd.remove()
  }
}
