import FleepStandIn
import Foundation
import Glibc
import Testing

@Suite(
  "Soak: a flood of alerts",
  .enabled(if: ProcessInfo.processInfo.environment["FLEEPD_SOAK"] != nil),
  .timeLimit(.minutes(20))
)
struct FloodSoak {
  private static let kinds = 10
  /// So that no rule has more keys than it remembers.
  private static let perKind = 10_000

  private static let files = [
    "fleepd.yaml": """
    hooks:
      ops: {url_file: ops-hook}
    route: {hook: ops, group_by: ['...'], group_wait: 0s}
    rule_files: [rules.yaml]
    """,
    "rules.yaml": """
    sources:
      app: {files: [app.log]}
    alerts:
    """
      + (0..<kinds).map { kind in
        """

          - alert: Flood\(kind)
            source: app
            match: 'flood \(kind) no (?<number>\\d+)'
            by: [number]
            annotations: {summary: 'this is <{{number}}>'}
        """
      }.joined(),
    "app.log": "",
  ]

  @Test(
    "100,000 alerts within a minute on one hook are a handful of messages that account for each one, in bounded memory, over a restart and a reload"
  )
  func hundredThousand() async throws {
    let fleepd = try await Fleepd(files: Self.files)
    let daemon = try await fleepd.start()
    let folder = fleepd.folder
    let writer = Thread {
      let descriptor = open("\(folder)/app.log", O_WRONLY | O_APPEND)
      for start in stride(from: 0, to: Self.perKind, by: 10) {
        let lines = (start..<start + 10).flatMap { number in
          (0..<Self.kinds).flatMap { kind in Array("flood \(kind) no \(number)\n".utf8) }
        }
        _ = Glibc.write(descriptor, lines, lines.count)
        usleep(55_000)
      }
      close(descriptor)
    }
    let began = ContinuousClock.now
    writer.start()
    let count = Self.kinds * Self.perKind
    try await fleepd.poll("all alerts are told", timeout: .seconds(1000)) {
      try await Task.sleep(for: .seconds(1))
      return fleepd.fleep.messages(for: fleepd.key()).map(told).reduce(0, +) >= count
    }
    let messages = fleepd.fleep.messages(for: fleepd.key())
    let memory = try #require(peakMemory(of: daemon))
    print("flood: \(messages.count) messages in \(ContinuousClock.now - began), \(memory >> 10) MiB at most")
    #expect(messages.map(told).reduce(0, +) == count)
    #expect(messages.count <= 10)
    #expect(memory < 400 << 10, "kB")

    await fleepd.end(daemon, with: SIGTERM)
    let next = try await fleepd.start()
    let memoryOfStart = try #require(peakMemory(of: next))
    kill(next.processIdentifier, SIGHUP)
    try await fleepd.poll("the reload is over", timeout: .seconds(300)) { try fleepd.log().contains("loaded anew") }
    // It answers only when the pipeline does.
    let alerts = try await fleepd.run(["alerts", "--config", "\(fleepd.folder)/fleepd.yaml"]).output
    #expect(alerts.split(separator: "\n").count == count)
    let memoryOfReload = try #require(peakMemory(of: next))
    print("flood: \(memoryOfStart >> 10) MiB at most after a restart, \(memoryOfReload >> 10) MiB at a reload")
    #expect(memoryOfStart < 400 << 10, "kB")
    // Two engines, for a moment.
    #expect(memoryOfReload < 700 << 10, "kB")
    #expect(fleepd.fleep.messages(for: fleepd.key()).count == messages.count, "nothing is told again")
    #expect(fleepd.fleep.violations.isEmpty)
    try await fleepd.remove()
  }

  /// How many alerts a message accounts for.
  private func told(in message: StoredMessage) -> Int {
    if let total = message.text.firstMatch(of: /\*(\d+) alerts\*/).flatMap({ Int($0.1) }) { return total }
    return message.text.matches(of: /this is </).count
  }

  /// The largest resident size so far, in kB.
  private func peakMemory(of process: Process) -> Int? {
    let status = try? String(contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)
    return status?.firstMatch(of: /VmHWM:\s+(\d+) kB/).flatMap { Int($0.1) }
  }
}
