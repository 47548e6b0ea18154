import FleepStandIn
import Foundation
import Glibc
import Testing

@Suite("Interruptions while lines flow, with the real program", .timeLimit(.minutes(3)))
struct InterruptionTests {
  private static let count = 1_500

  /// Waits until every number is told, and expects each to be told once.
  private func expectEachOnce(by fleepd: Fleepd) async throws {
    var numbers: [Int] { fleepd.fleep.messages(for: fleepd.key()).flatMap { NumberedAlerts.told(in: $0) } }
    try await fleepd.poll("all alerts are told", timeout: .seconds(120)) { Set(numbers).count == Self.count }
    #expect(numbers.count == Self.count)
    #expect(fleepd.fleep.violations.isEmpty)
  }

  @Test("stopped in the middle of a burst, it ends in the unit's time and tells the rest after the start")
  func stopped() async throws {
    let fleepd = try await Fleepd(files: NumberedAlerts.files)
    let daemon = try await fleepd.start()
    try fleepd.append((1...Self.count).map { "alert number \($0)\n" }.joined(), to: "app.log")
    _ = try await fleepd.fleep.waitForMessages(count: 1, key: fleepd.key())
    let took = await ContinuousClock().measure { await fleepd.end(daemon, with: SIGTERM) }
    #expect(daemon.terminationStatus == 0)
    #expect(took < .seconds(30))
    try await fleepd.start()
    try await expectEachOnce(by: fleepd)
    try await fleepd.remove()
  }

  @Test("reloaded again and again while a log is written and rotated, it tells each line once")
  func reloaded() async throws {
    let fleepd = try await Fleepd(files: NumberedAlerts.files)
    let daemon = try await fleepd.start()
    for number in 1...Self.count {
      try fleepd.append("alert number \(number)\n", to: "app.log")
      if number % 400 == 0 { rename("\(fleepd.folder)/app.log", "\(fleepd.folder)/app.log.\(9 - number / 400)") }
      if number % 100 == 0 {
        kill(daemon.processIdentifier, SIGHUP)
        try await fleepd.poll("the reload is logged") {
          try fleepd.log().split(separator: "\n").count { $0.contains("loaded anew") } >= number / 100
        }
      }
    }
    try await expectEachOnce(by: fleepd)
    try await fleepd.remove()
  }

  @Test(
    "a log that cannot be read for a moment is told once, and each of its lines comes once",
    arguments: ["EIO", "ESTALE"]
  )
  func failingDisk(error: String) async throws {
    let fleepd = try await Fleepd(files: NumberedAlerts.files)
    _ = try fleepd.start(injecting: "pread64:error=\(error):when=4..40", on: "\(fleepd.folder)/app.log")
    try await fleepd.poll("it follows") { try fleepd.log().contains("Following") }
    var number = 0
    try await fleepd.poll("it is over") {
      number += 1
      try fleepd.append("alert number \(number)\n", to: "app.log")
      try await Task.sleep(for: .milliseconds(50))
      return try fleepd.log().contains("can be read again")
    }
    var numbers: [Int] { fleepd.fleep.messages(for: fleepd.key()).flatMap { NumberedAlerts.told(in: $0) } }
    try await fleepd.poll("all alerts are told") { numbers.count >= number }
    #expect(numbers.sorted() == Array(1...number))
    #expect(try fleepd.log().split(separator: "\n").count { $0.contains("cannot be read") } == 1)
    try await fleepd.remove()
  }
}
