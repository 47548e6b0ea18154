import FleepStandIn
import Foundation
import Glibc
import Testing

@Suite("The main job, with the real program", .timeLimit(.minutes(5)))
struct MainJobTests {
  @Test("a line that matches is a message at the hook, with the sender, the host and the summary")
  func lineBecomesMessage() async throws {
    let fleepd = try await Fleepd(files: NumberedAlerts.files)
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
    let fleepd = try await Fleepd(files: NumberedAlerts.files)
    let first = try await fleepd.start()
    try fleepd.append("alert number 1\n", to: "app.log")
    _ = try await fleepd.fleep.waitForMessages(count: 1, key: fleepd.key())
    await fleepd.end(first, with: SIGTERM)
    #expect(first.terminationStatus == 0)
    try fleepd.append("alert number 2\n", to: "app.log")
    try await fleepd.start()
    try fleepd.append("alert number 3\n", to: "app.log")
    // The last two may come in one message.
    var numbers: [Int] { fleepd.fleep.messages(for: fleepd.key()).flatMap { NumberedAlerts.told(in: $0) } }
    try await fleepd.poll("the last alert is told") { numbers.contains(3) }
    #expect(numbers == [1, 2, 3])
    try await fleepd.remove()
  }

  @Test("killed again and again while numbered alerts are written, every one arrives, and repeats are marked")
  func killedAgainAndAgain() async throws { try await kill(times: 30, while: 1_500) }

  @Test(
    "killed a hundred times while ten thousand alerts are written, every one arrives (Soak)",
    .enabled(if: ProcessInfo.processInfo.environment["FLEEPD_SOAK"] != nil)
  )
  func killedAgainAndAgainSoak() async throws { try await kill(times: 100, while: 10_000) }

  /// Kills the daemon at random moments, so many times, while so many alerts are written over 8 s.
  private func kill(times kills: Int, while count: Int) async throws {
    let fleepd = try await Fleepd(files: NumberedAlerts.files)
    let folder = fleepd.folder
    var daemon = try await fleepd.start()
    let writer = Thread {
      // Small writes over some seconds, so that each kill falls into the middle of the work.
      let descriptor = open("\(folder)/app.log", O_WRONLY | O_APPEND)
      for number in 1...count {
        let line = Array("alert number \(number)\n".utf8)
        _ = Glibc.write(descriptor, line, line.count)
        if number % 10 == 0 { usleep(UInt32(80_000_000 / count)) }
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
        let numbers = NumberedAlerts.told(in: message)
        let repeated = numbers.filter(seen.contains)
        #expect(repeated.isEmpty || NumberedAlerts.isMarkedAsRepeat(message), "\(repeated) told again without a mark")
        seen.formUnion(numbers)
      }
      return seen.count == count
    }
    #expect(fleepd.fleep.violations.isEmpty)
    try await fleepd.remove()
  }
}
