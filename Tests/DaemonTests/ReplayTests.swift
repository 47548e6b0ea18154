import FleepStandIn
import Foundation
import Testing

@Suite("A replay", .timeLimit(.minutes(2)))
struct ReplayTests {
  private static let files = [
    "fleepd.yaml": """
    hooks:
      ops: {url_file: ops-hook}
    route: {hook: ops, group_wait: 0s}
    rule_files: [rules.yaml]
    """,
    "rules.yaml": #"""
    sources:
      auth: {files: [auth.log]}
    alerts:
      - alert: Guessing
        source: auth
        match: 'Failed password for (?<user>\S+) from (?<ip>\S+)'
        by: [ip]
        threshold: 3
        window: 10m
        resolve_after: 15m
        annotations: {summary: '{{count}} tries from {{ip}}'}
      - {alert: Never, source: auth, match: 'no such line'}
    """#,
    "auth.log": """
    2026-11-20T03:00:00.123456+02:00 web-1 sshd[1]: Failed password for root from 203.0.113.9 port 1
    2026-11-20T03:01:00.123456+02:00 web-1 sshd[1]: Failed password for root from 203.0.113.9 port 1
    2026-11-20T03:05:00.123456+02:00 web-1 sshd[1]: Failed password for root from 203.0.113.9 port 1
    2026-11-20T06:00:00.123456+02:00 web-1 sshd[1]: Failed password for root from 203.0.113.10 port 1

    """,
  ]

  @Test(
    "takes its time from the lines, and tells what would have been sent and when, also from compressed files",
    arguments: [[], ["gzip", "-k"], ["xz", "-k"], ["bzip2", "-k"]]
  )
  func replay(compressor: [String]) async throws {
    let fleepd = try await Fleepd(files: Self.files)
    var log = "\(fleepd.folder)/auth.log"
    if let program = compressor.first {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      process.arguments = compressor + [log]
      try process.run()
      while process.isRunning { try await Task.sleep(for: .milliseconds(2)) }
      log += ["gzip": ".gz", "xz": ".xz", "bzip2": ".bz2"][program] ?? ""
    }
    let result = try await fleepd.run(["replay", "--config", "\(fleepd.folder)/fleepd.yaml", log])
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("2026-11-20T01:05:00Z to ops"))
    #expect(result.output.contains("3 tries from 203.0.113.9"))
    #expect(result.output.contains("2026-11-20T01:20:00Z to ops"))
    #expect(result.output.contains("4 lines read; 2 messages would have been sent"))
    #expect(result.output.contains("  Guessing        4        1        2        0"))
    #expect(result.output.contains("matched no line: Never"))
    #expect(fleepd.fleep.requests().isEmpty)
    try await fleepd.remove()
  }

  @Test("finds storms and their cause, noisy, flapping and dead rules, over several files in the order of time")
  func findings() async throws {
    let fleepd = try await Fleepd(files: Self.noisyFiles)
    let result = try await fleepd.run(["replay", "--config", "\(fleepd.folder)/fleepd.yaml", "--json"])
    #expect(result.status == 0, "\(result.errors)")
    let report = try JSONDecoder().decode(Report.self, from: Data(result.output.utf8))
    let findings = report.findings
    #expect(findings.lines == 100)
    #expect(findings.messages == report.messages.count)
    #expect(report.messages.map(\.time) == report.messages.map(\.time).sorted())
    let flaps = try #require(findings.rules.first { $0.name == "LinkDown" })
    #expect(flaps == Report.Rule(name: "LinkDown", lines: 10, fired: 10, flaps: 9))
    #expect(findings.flapping == ["LinkDown"])
    #expect(findings.noisy == ["BadRequest"])
    #expect(findings.dead == ["Never"])
    #expect(findings.unread == ["Elsewhere", "metric disk"])
    let storm = try #require(findings.storms.first)
    #expect(findings.storms.count == 1)
    #expect((storm.cause, storm.causeAlerts) == ("BadRequest", 80))
    #expect(storm.ended ?? "" > storm.began)
    try await fleepd.remove()
  }

  /// What programs read of a replay.
  private struct Report: Decodable {
    struct Message: Decodable { var time: String }
    struct Rule: Decodable, Equatable {
      var name: String
      var lines: Int
      var fired: Int
      var flaps: Int
    }
    struct Storm: Decodable {
      var cause: String
      var causeAlerts: Int
      var began: String
      var ended: String?
    }
    struct Findings: Decodable {
      var lines: Int
      var messages: Int
      var rules: [Rule]
      var storms: [Storm]
      var noisy: [String]
      var flapping: [String]
      var dead: [String]
      var unread: [String]
    }
    var messages: [Message]
    var findings: Findings
  }

  /// Eighty bad requests within a minute, in two files; and a link that goes down and up ten times.
  private static var noisyFiles: [String: String] {
    func requests(_ numbers: Range<Int>) -> String {
      numbers.map { "2026-11-20T12:00:\($0 / 2 + 10)+00:00 bad request \($0)\n" }.joined()
    }
    let link = (10..<20).map {
      "2026-11-20T14:\($0):00+00:00 eth0: Link is Down\n2026-11-20T14:\($0):30+00:00 eth0: Link is Up\n"
    }
    return [
      "fleepd.yaml": """
      hooks:
        ops: {url_file: ops-hook}
      route: {hook: ops, group_by: ['...'], group_wait: 0s}
      rule_files: [rules.yaml]
      """,
      "rules.yaml": #"""
      sources:
        web: {files: ['web.log*']}
        kernel: {files: [kern.log]}
        other: {files: [nothing.log]}
      metrics:
        - {metric: disk, command: [df]}
      alerts:
        - {alert: BadRequest, source: web, match: 'bad request (?<n>\d+)', by: [n]}
        - {alert: LinkDown, source: kernel, match: 'Link is Down', resolve: 'Link is Up'}
        - {alert: Never, source: kernel, match: 'no such line'}
        - {alert: Elsewhere, source: other, match: 'anything'}
      """#,
      "web.log": requests(40..<80),
      "web.log.1": requests(0..<40),
      "kern.log": link.joined(),
    ]
  }

  @Test("of standard input finds what it finds in the file, and needs to be told the source")
  func standardInput() async throws {
    let fleepd = try await Fleepd(files: Self.files)
    let arguments = ["replay", "--config", "\(fleepd.folder)/fleepd.yaml"]
    let file = try await fleepd.run(arguments + ["\(fleepd.folder)/auth.log"])
    let piped = try await fleepd.run(
      arguments + ["--source", "auth", "-"],
      input: try #require(Self.files["auth.log"])
    )
    #expect(piped.status == 0 && file.status == 0)
    #expect(piped.output == file.output && piped.output.contains("4 lines read"))
    let unnamed = try await fleepd.run(arguments + ["-"], input: "")
    #expect(unnamed.status == 1 && unnamed.errors.contains("name one with --source"))
    try await fleepd.remove()
  }

  @Test("shows on a terminal how far it is, and leaves nothing of that there; elsewhere it shows nothing")
  func progress() async throws {
    let fleepd = try await Fleepd(files: Self.files)
    let arguments = ["replay", "--config", "\(fleepd.folder)/fleepd.yaml", "\(fleepd.folder)/auth.log"]
    let terminal = try PseudoTerminal()
    let result = try await fleepd.run(arguments, errorsOn: terminal)
    let shown = try terminal.text()
    let bar = /\r\u{1B}\[K\[[#.]{30}\] \d+ %  \d+ lines, \d+ MB\/s, \d+ s left/
    #expect(shown.contains(bar), "\(shown.debugDescription)")
    #expect(shown.hasSuffix("\r\u{1B}[K"))
    let plain = try await fleepd.run(arguments)
    #expect(plain.errors.isEmpty)
    #expect(plain.output == result.output && result.output.contains("4 lines read"))
    try await fleepd.remove()
  }

  @Test("finds how lines tell their time though the first do not, and says where none does")
  func times() async throws {
    var files = Self.files
    files["auth.log"] = "\tat Handler.call(Handler.java:1)\n" + (files["auth.log"] ?? "")
    files["auth.log.1"] = "Failed password for root from 203.0.113.11 port 1\n"
    let fleepd = try await Fleepd(files: files)
    let arguments = ["replay", "--config", "\(fleepd.folder)/fleepd.yaml"]
    let timed = try await fleepd.run(arguments + ["\(fleepd.folder)/auth.log"])
    #expect(timed.output.contains("2026-11-20T01:05:00Z to ops") && timed.errors.isEmpty, "\(timed)")
    let timeless = try await fleepd.run(arguments + ["\(fleepd.folder)/auth.log.1"])
    #expect(timeless.status == 0)
    #expect(timeless.errors.hasPrefix("fleepd: \(fleepd.folder)/auth.log.1: its first lines tell no time"))
    try await fleepd.remove()
  }

  @Test("knows a file by its source's pattern, whatever steps up there are in that, and takes patterns itself")
  func patterns() async throws {
    var files = Self.files
    files["rules.yaml"] = files["rules.yaml"]?.replacing("[auth.log]", with: "[logs/../auth.log]")
    files["auth.log.1"] = files["auth.log"]
    let fleepd = try await Fleepd(files: files)
    let arguments = ["replay", "--config", "\(fleepd.folder)/fleepd.yaml"]
    let one = try await fleepd.run(arguments + ["\(fleepd.folder)/auth.log"])
    #expect(one.status == 0 && one.output.contains("4 lines read"), "\(one.errors)")
    let both = try await fleepd.run(arguments + ["\(fleepd.folder)/auth.log*"])
    #expect(both.status == 0 && both.output.contains("8 lines read"), "\(both.errors)")
    let none = try await fleepd.run(arguments + ["\(fleepd.folder)/other*.log"])
    #expect(none.status == 66 && none.errors.contains("there is no file \(fleepd.folder)/other*.log"))
    try await fleepd.remove()
  }

  @Test("of a damaged file says so")
  func damaged() async throws {
    let fleepd = try await Fleepd(files: Self.files)
    try Data([0x1F, 0x8B, 8, 0, 1, 2, 3]).write(to: URL(fileURLWithPath: "\(fleepd.folder)/auth.log.gz"))
    let arguments = ["replay", "--config", "\(fleepd.folder)/fleepd.yaml", "\(fleepd.folder)/auth.log.gz"]
    let result = try await fleepd.run(arguments)
    #expect(result.status == 66)
    #expect(result.errors.contains("auth.log.gz"))
    try await fleepd.remove()
  }
}
