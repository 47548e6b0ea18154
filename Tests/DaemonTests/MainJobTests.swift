import FleepStandIn
import Foundation
import Glibc
import Testing

@Suite("The main job, with the real program", .timeLimit(.minutes(5)))
struct MainJobTests {
  private static let numbered = [
    "fleepd.yaml": """
    hooks:
      ops: {url_file: ops-hook, user: web-1, rate_limit: {every: 1ms, burst: 1000}}
    route: {hook: ops, group_by: ['...'], group_wait: 0s}
    rule_files: [rules.yaml]
    """,
    "rules.yaml": """
    sources:
      app: {files: [app.log]}
    alerts:
      - alert: Numbered
        source: app
        match: 'alert number (?<number>\\d+)'
        by: [number]
        annotations: {summary: 'this is <{{number}}>'}
    """,
    "app.log": "",
  ]

  @Test("a line that matches is a message at the hook, with the sender, the host and the summary")
  func lineBecomesMessage() async throws {
    let fleepd = try await Fleepd(files: Self.numbered)
    try await fleepd.start()
    try fleepd.append("something else\nalert number 7\n", to: "app.log")
    let messages = try await fleepd.fleep.waitForMessages(count: 1, key: fleepd.key())
    #expect(messages[0].sender == "web-1")
    #expect(messages[0].text.contains("*Numbered*"))
    #expect(messages[0].text.contains("this is <7>"))
    #expect(fleepd.fleep.violations.isEmpty)
    #expect(messages[0].lint.isEmpty)
    try await fleepd.remove()
  }

  @Test("lines that are written while fleepd is down are told after the start, and none is told again")
  func linesWrittenWhileDown() async throws {
    let fleepd = try await Fleepd(files: Self.numbered)
    let first = try await fleepd.start()
    try fleepd.append("alert number 1\n", to: "app.log")
    _ = try await fleepd.fleep.waitForMessages(count: 1, key: fleepd.key())
    await fleepd.end(first, with: SIGTERM)
    #expect(first.terminationStatus == 0)
    try fleepd.append("alert number 2\n", to: "app.log")
    try await fleepd.start()
    try fleepd.append("alert number 3\n", to: "app.log")
    _ = try await fleepd.fleep.waitForMessages(count: 3, key: fleepd.key())
    let numbers = fleepd.fleep.messages(for: fleepd.key()).flatMap { told(in: $0) }
    #expect(numbers == [1, 2, 3])
    try await fleepd.remove()
  }

  @Test("killed again and again while numbered alerts are written, every one arrives, and repeats are marked")
  func killedAgainAndAgain() async throws {
    let fleepd = try await Fleepd(files: Self.numbered)
    let count = 10_000
    let kills = 100
    let folder = fleepd.folder
    var daemon = try await fleepd.start()
    let writer = Thread {
      // Small writes over some seconds, so that each kill falls into the middle of the work.
      let descriptor = open("\(folder)/app.log", O_WRONLY | O_APPEND)
      for number in 1...count {
        let line = Array("alert number \(number)\n".utf8)
        _ = Glibc.write(descriptor, line, line.count)
        if number % 10 == 0 { usleep(8_000) }
      }
      close(descriptor)
    }
    writer.start()
    var random = SystemRandomNumberGenerator()
    for _ in 0..<kills {
      try await Task.sleep(for: .milliseconds(Int.random(in: 5...80, using: &random)))
      await fleepd.end(daemon, with: SIGKILL)
      daemon = try await fleepd.start()
    }
    var seen: Set<Int> = []
    var looked = 0
    try await fleepd.poll("all alerts are told", timeout: .seconds(120)) {
      for message in fleepd.fleep.messages(for: fleepd.key()).dropFirst(looked) {
        looked += 1
        let numbers = told(in: message)
        let repeated = numbers.filter(seen.contains)
        #expect(repeated.isEmpty || isMarkedAsRepeat(message.text), "\(repeated) told again without a mark")
        seen.formUnion(numbers)
      }
      return seen.count == count
    }
    #expect(fleepd.fleep.violations.isEmpty)
    try await fleepd.remove()
  }

  /// The numbers that a message tells: in its text, or in the list that goes along when many are told together.
  private func told(in message: StoredMessage) -> [Int] {
    let list = message.files.first { $0.name == "alerts.txt" }.map { String(decoding: $0.content, as: UTF8.self) }
    return (list ?? message.text).split(separator: "this is <").dropFirst().compactMap {
      Int($0.prefix { $0.isNumber })
    }
  }

  private func isMarkedAsRepeat(_ text: String) -> Bool { text.contains("repeat") }
}
