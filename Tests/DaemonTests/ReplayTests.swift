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
    #expect(result.output.contains("Guessing: 4 lines"))
    #expect(result.output.contains("saw no line: Never"))
    #expect(fleepd.fleep.requests().isEmpty)
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
