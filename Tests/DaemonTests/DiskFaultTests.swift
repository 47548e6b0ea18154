import FleepStandIn
import Foundation
import Glibc
import Testing

@Suite("A disk that fails under the daemon", .timeLimit(.minutes(5)))
struct DiskFaultTests {
  @Test(
    "is told once, and alerts go out from memory",
    arguments: [
      "fdatasync:error=EIO:when=1+", "fdatasync:error=EIO:when=3+", "pwrite64:error=ENOSPC:when=1+",
      "pwrite64:error=ENOSPC:when=30+", "pwrite64:error=EIO:when=25+",
    ]
  )
  func alertsGoOut(injection: String) async throws {
    let fleepd = try await Fleepd(files: NumberedAlerts.files)
    // The database is there: what fails is the daemon's work, or already its start.
    await fleepd.end(try await fleepd.start(), with: SIGTERM)
    let daemon = try fleepd.start(injecting: injection)
    for number in 1...4 {
      try fleepd.append("alert number \(number)\n", to: "app.log")
      try await fleepd.poll("alert \(number) is told") {
        fleepd.fleep.messages(for: fleepd.key()).flatMap(NumberedAlerts.told).contains(number)
      }
    }
    try await fleepd.poll("the fault is told, as an alert too") {
      fleepd.texts(1).contains { $0.contains("*LedgerFailing*") }
    }
    #expect(daemon.isRunning)
    #expect(try fleepd.log().matches(of: /cannot be stored/).count == 1, "once, not a thousand times")
    let numbers = fleepd.fleep.messages(for: fleepd.key()).flatMap(NumberedAlerts.told)
    #expect(numbers == [1, 2, 3, 4], "nothing is told twice while the daemon runs")
    await fleepd.end(daemon, with: SIGKILL)

    // What could not be stored is read again: told again perhaps, and never lost.
    try fleepd.append("alert number 5\n", to: "app.log")
    try await fleepd.start()
    try await fleepd.poll("what comes after is told") {
      fleepd.fleep.messages(for: fleepd.key()).flatMap(NumberedAlerts.told).contains(5)
    }
    try await fleepd.remove()
  }

  @Test("and works again has everything stored: after a restart nothing is told again")
  func worksAgain() async throws {
    let fleepd = try await Fleepd(files: NumberedAlerts.files)
    await fleepd.end(try await fleepd.start(), with: SIGTERM)
    let daemon = try fleepd.start(injecting: "fdatasync:error=EIO:when=3..5")
    for number in 1...4 {
      try fleepd.append("alert number \(number)\n", to: "app.log")
      try await fleepd.poll("alert \(number) is told") {
        fleepd.fleep.messages(for: fleepd.key()).flatMap(NumberedAlerts.told).contains(number)
      }
    }
    try await fleepd.poll("the state is stored again") { try fleepd.log().contains("stored again") }
    await fleepd.end(daemon, with: SIGTERM)
    try await fleepd.start()
    try fleepd.append("alert number 5\n", to: "app.log")
    try await fleepd.poll("what comes after is told") {
      fleepd.fleep.messages(for: fleepd.key()).flatMap(NumberedAlerts.told).contains(5)
    }
    #expect(fleepd.fleep.messages(for: fleepd.key()).flatMap(NumberedAlerts.told) == [1, 2, 3, 4, 5])
    try await fleepd.remove()
  }
}
