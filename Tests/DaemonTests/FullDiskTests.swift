import FleepStandIn
import Foundation
import Glibc
import Testing

/// The state directory on a file system of its own, of 16 MiB, that is really full.
@Suite(
  "A full disk",
  .enabled(if: Namespace.areAllowed, "needs user namespaces"),
  .timeLimit(.minutes(3))
)
struct FullDiskTests {
  /// The program, and the disk that outlives it.
  private final class Bench {
    let fleepd: Fleepd
    let disk = Process()

    /// A test that fails in the middle leaves nothing behind.
    deinit {
      if disk.isRunning { disk.terminate() }
    }

    init() async throws {
      fleepd = try await Fleepd(files: NumberedAlerts.files)
      let mount = "cd \(fleepd.folder); mkdir state; mount -t tmpfs -o size=16m tmpfs state; touch mounted"
      disk.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      disk.arguments = Namespace.after(mount) + ["sleep", "600"]
      disk.standardOutput = nil
      disk.standardError = nil
      try disk.run()
      let folder = fleepd.folder
      try await fleepd.poll("the disk is there") { FileManager.default.fileExists(atPath: "\(folder)/mounted") }
    }

    func remove() async throws {
      await fleepd.end(disk, with: SIGTERM)
      try await fleepd.remove()
    }

    @discardableResult
    func start() async throws -> Process {
      try await fleepd.start(
        under: ["nsenter", "--target", "\(disk.processIdentifier)", "--user", "--mount", "--preserve-credentials"]
      )
    }

    func fill() async throws {
      try await Namespace.enter(disk, "dd if=/dev/zero of=\(fleepd.folder)/state/fill bs=4k 2> /dev/null || true")
    }

    func free() async throws { try await Namespace.enter(disk, "rm \(fleepd.folder)/state/fill") }

    func remount(_ options: String) async throws {
      try await Namespace.enter(disk, "mount -o remount,\(options) \(fleepd.folder)/state")
    }

    /// What was told so far, each as often as it was.
    var told: [Int] { fleepd.fleep.messages(for: fleepd.key()).flatMap(NumberedAlerts.told) }

    /// The same, but for what a message says that it repeats: its confirmation was not stored before a kill.
    var toldAnew: [Int] {
      let messages = fleepd.fleep.messages(for: fleepd.key())
      return messages.filter { !NumberedAlerts.isMarkedAsRepeat($0) }.flatMap(NumberedAlerts.told)
    }

    /// Has alerts told, one after the other.
    func tell(_ numbers: ClosedRange<Int>) async throws {
      for number in numbers {
        try fleepd.append("alert number \(number)\n", to: "app.log")
        try await fleepd.poll("alert \(number) is told") { told.contains(number) }
      }
    }

    func told(_ text: String) throws -> Int { try fleepd.log().split(separator: "\n").count { $0.contains(text) } }
  }

  @Test("under the daemon: alerts go out from memory, it is told once, and then nothing is lost and nothing told again")
  func fillsUp() async throws {
    let bench = try await Bench()
    let fleepd = bench.fleepd
    let daemon = try await bench.start()
    try await bench.tell(1...2)
    // Stored, and not told before there is no room any more.
    fleepd.fleep.script(fleepd.key(), [ScriptedAnswer](repeating: .status(503), count: 2))
    try fleepd.append("alert number 3\n", to: "app.log")
    try await fleepd.poll("the hook fails") { fleepd.fleep.requests(for: fleepd.key()).count > 2 }
    try await bench.fill()
    // So much that it does not fit into what is left of the last page.
    try await bench.tell(4...60)
    try await fleepd.poll("the fault is told, as an alert too") {
      fleepd.texts(1).contains { $0.contains("*LedgerFailing*") && $0.contains("no room left to store state") }
    }
    #expect(try bench.told("cannot be stored") == 1, "once, not a thousand times")
    try await bench.free()
    try await fleepd.poll("it is over") { try bench.told("stored again") == 1 }
    await fleepd.end(daemon, with: SIGKILL)
    try await bench.start()
    try await bench.tell(61...62)
    #expect(bench.told.sorted() == Array(1...62), "each once")
    #expect(!fleepd.fleep.messages(for: fleepd.key()).contains(where: NumberedAlerts.isMarkedAsRepeat))
    try await bench.remove()
  }

  @Test(
    "before the daemon starts: it knows its state, goes on with the disk once there is room, and tells nothing again",
    arguments: [SIGTERM, SIGKILL]
  )
  func isFull(signal: Int32) async throws {
    let bench = try await Bench()
    let fleepd = bench.fleepd
    await fleepd.end(try await startAndTell(bench), with: signal)
    try await bench.fill()
    try fleepd.append("alert number 4\n", to: "app.log")
    let daemon = try await bench.start()
    try await bench.tell(5...6)
    try await fleepd.poll("the fault is told, as an alert too") {
      fleepd.texts(1).contains { $0.contains("*LedgerFailing*") }
    }
    #expect(try bench.told("cannot be stored") == 1)
    try await bench.free()
    try await fleepd.poll("it is over") { try bench.told("stored again") == 1 }
    await fleepd.end(daemon, with: SIGKILL)
    try await bench.start()
    try await bench.tell(7...8)
    #expect(bench.toldAnew.sorted() == Array(1...8), "each once")
    try await bench.remove()
  }

  @Test("that cannot be written when the daemon starts is gone on with when it can be")
  func readOnly() async throws {
    let bench = try await Bench()
    let fleepd = bench.fleepd
    await fleepd.end(try await startAndTell(bench), with: SIGTERM)
    try await bench.remount("ro")
    try fleepd.append("alert number 4\n", to: "app.log")
    let daemon = try await bench.start()
    try await bench.tell(5...6)
    #expect(try bench.told("cannot be stored") == 1)
    try await bench.remount("rw")
    try await fleepd.poll("it is over") { try bench.told("stored again") == 1 }
    await fleepd.end(daemon, with: SIGKILL)
    try await bench.start()
    try await bench.tell(7...8)
    #expect(bench.told.sorted() == Array(1...8), "each once")
    try await bench.remove()
  }

  @Test("and a damaged database: nothing of it is given up for want of room")
  func damaged() async throws {
    let bench = try await Bench()
    let fleepd = bench.fleepd
    let daemon = try await bench.start()
    try await bench.tell(1...100)
    await fleepd.end(daemon, with: SIGTERM)
    let database = "\(fleepd.folder)/state/fleepd.db"
    // A page in the middle; which table it is of does not matter.
    try await Namespace.enter(
      bench.disk,
      "dd if=/dev/urandom of=\(database) bs=4096 count=1 seek=$(($(stat -c %s \(database)) / 8192)) conv=notrunc 2> /dev/null"
    )
    try await bench.fill()
    let other = try await bench.start()
    try await bench.tell(101...102)
    try await bench.free()
    try await fleepd.poll("it is over") { try bench.told("stored again") == 1 }
    #expect(try bench.told("was set aside") == 1)
    await fleepd.end(other, with: SIGKILL)
    try await bench.start()
    try await bench.tell(103...104)
    #expect(Set(bench.told) == Set(1...104))
    #expect(bench.told.count { $0 > 100 } == 4, "each once")
    try await bench.remove()
  }

  @Test("at the very first start is no reason to tell everything again later")
  func firstStart() async throws {
    let bench = try await Bench()
    let fleepd = bench.fleepd
    try await bench.fill()
    let daemon = try await bench.start()
    try await bench.tell(1...3)
    try await bench.free()
    try await fleepd.poll("it is over") { try bench.told("stored again") == 1 }
    await fleepd.end(daemon, with: SIGKILL)
    try await bench.start()
    try await bench.tell(4...5)
    #expect(bench.told.sorted() == Array(1...5), "each once")
    try await bench.remove()
  }

  private func startAndTell(_ bench: Bench) async throws -> Process {
    let daemon = try await bench.start()
    try await bench.tell(1...3)
    return daemon
  }
}
