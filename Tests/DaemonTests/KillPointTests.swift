import FleepStandIn
import Foundation
import Glibc
import Testing

@Suite("SIGKILL at a write", .timeLimit(.minutes(30)))
struct KillPointTests {
  /// The n-th call of a kind that a thread of the daemon makes: it is killed before the call is done.
  struct Point: Sendable, CustomTestStringConvertible {
    var calls: String
    var number: Int

    var testDescription: String { "\(calls) \(number)" }
  }

  /// Writing and syncing the database, waking threads, sending to the hook, and reading its answer.
  private static let calls = ["pwrite64", "fdatasync", "write", "sendto", "recvfrom,read"]
  private static let sample = [
    Point(calls: "pwrite64", number: 3), Point(calls: "pwrite64", number: 22), Point(calls: "pwrite64", number: 48),
    Point(calls: "pwrite64", number: 71), Point(calls: "fdatasync", number: 2), Point(calls: "fdatasync", number: 3),
    Point(calls: "fdatasync", number: 5), Point(calls: "write", number: 9), Point(calls: "sendto", number: 1),
    Point(calls: "recvfrom,read", number: 9), Point(calls: "recvfrom", number: 1), Point(calls: "recvfrom", number: 2),
  ]

  @Test("of a daemon at work loses no alert, and repeats only what was on its way, marked: some points")
  func somePoints() async throws {
    let fleepd = try await Fleepd(files: NumberedAlerts.files)
    var kills = 0
    for (round, point) in Self.sample.enumerated() where try await isKilled(fleepd, at: point, round: round) {
      kills += 1
    }
    #expect(kills > Self.sample.count / 2, "most of the points are there")
    try await fleepd.remove()
  }

  @Test("of a daemon that starts for the first time loses no alert: some points", arguments: [1, 4, 11, 30, 60])
  func someFirstPoints(number: Int) async throws {
    let fleepd = try await Fleepd(files: NumberedAlerts.files)
    #expect(try await isKilled(fleepd, at: Point(calls: "pwrite64", number: number), round: 0))
    try await fleepd.remove()
  }

  @Test(
    "of a daemon at work loses no alert, and repeats only what was on its way, marked: all points (Soak)",
    .enabled(if: ProcessInfo.processInfo.environment["FLEEPD_SOAK"] != nil),
    arguments: calls
  )
  func allPointsSoak(calls: String) async throws {
    let fleepd = try await Fleepd(files: NumberedAlerts.files)
    var number = 1
    while try await isKilled(fleepd, at: Point(calls: calls, number: number), round: number) { number += 1 }
    #expect(number > 2, "there were points")
    try await fleepd.remove()
  }

  @Test(
    "of a daemon that starts for the first time loses no alert: all points (Soak)",
    .enabled(if: ProcessInfo.processInfo.environment["FLEEPD_SOAK"] != nil),
    arguments: ["pwrite64", "fdatasync", "unlink,ftruncate"]
  )
  func allFirstPointsSoak(calls: String) async throws {
    var number = 1
    var isKilled = true
    while isKilled {
      let fleepd = try await Fleepd(files: NumberedAlerts.files)
      isKilled = try await self.isKilled(fleepd, at: Point(calls: calls, number: number), round: 0)
      number += 1
      try await fleepd.remove()
    }
    #expect(number > 2, "there were points")
  }

  /// Kills a daemon that tells three alerts at a point, starts another, and looks at what the hook was told.
  ///
  /// False where the daemon had told all and stopped before the point came.
  private func isKilled(_ fleepd: Fleepd, at point: Point, round: Int) async throws -> Bool {
    let numbers = (1...3).map { round * 10 + $0 }
    let earlier = fleepd.fleep.messages(for: fleepd.key()).count
    func messages() -> [StoredMessage] { Array(fleepd.fleep.messages(for: fleepd.key()).dropFirst(earlier)) }
    func told() -> Set<Int> { Set(messages().flatMap(NumberedAlerts.told)) }

    let traced = try fleepd.start(injecting: "\(point.calls):signal=SIGKILL:when=\(point.number)")
    for number in numbers {
      try fleepd.append("alert number \(number)\n", to: "app.log")
      try await fleepd.poll("the alert is told, or the daemon dies") {
        !traced.isRunning || told().contains(number)
      }
    }
    if traced.isRunning { await fleepd.end(traced, with: SIGTERM) }
    let wasKilled = traced.terminationReason == .uncaughtSignal

    let daemon = try await fleepd.start()
    try await fleepd.poll("all alerts are told after \(point.testDescription)") { told().isSuperset(of: numbers) }
    await fleepd.end(daemon, with: SIGTERM)
    let all = messages().map(NumberedAlerts.told)
    var seen: Set<Int> = []
    var repeats = 0
    for (index, message) in messages().enumerated() {
      if !seen.isDisjoint(with: all[index]) {
        repeats += 1
        #expect(NumberedAlerts.isMarkedAsRepeat(message), "\(point.testDescription): \(all)")
        #expect(all[index] == all[index - 1], "\(point.testDescription): what was on its way goes first")
      }
      seen.formUnion(all[index])
    }
    #expect(repeats <= (wasKilled ? 1 : 0), "\(point.testDescription): \(all)")
    return wasKilled
  }
}
