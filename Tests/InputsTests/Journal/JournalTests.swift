import Foundation
import Glibc
import Model
import Testing

@testable import Inputs

@Suite(
  "The journal",
  .timeLimit(.minutes(5)),
  .fewAtOnce,
  .enabled(if: JournalWriter.isAvailable, "needs systemd-journal-remote")
)
struct JournalTests {
  let folder = TemporaryFolder()

  private func follow(
    _ input: JournalInput = JournalInput(),
    positions: [String: [UInt8]] = [:],
    settings: FollowingSettings = FollowingSettings()
  ) async throws -> FollowedLines {
    var settings = settings
    settings.journalFolder = folder.path
    let source = SourceDefinition(name: "units", input: .journal(input))
    return try await FollowedLines([source], positions: positions, settings: settings)
  }

  @Test("At the first start what is there is passed over; later entries come, also those of a stop")
  func followAndResume() async throws {
    var writer = JournalWriter(folder: folder)
    try writer.write([["MESSAGE": "line old"]])
    let first = try await follow()
    try writer.write([["MESSAGE": "line 1", "_SYSTEMD_UNIT": "a.service"], ["MESSAGE": "line 2\nmore"]])
    #expect(await first.lines(2) == ["line 1", "line 2\nmore"])
    #expect(first.events.map(\.origin) == ["a.service", ""])
    #expect(first.events.map(\.time) == Array(writer.times.dropFirst()))
    let positions = await first.stop()
    try writer.write([["MESSAGE": "line 3"]])
    let second = try await follow(positions: positions)
    #expect(await second.lines(1) == ["line 3"])
  }

  @Test("An entry of a clock that is centuries ahead is read like any other")
  func farTime() async throws {
    var writer = JournalWriter(folder: folder)
    let lines = try await follow()
    try writer.write([["MESSAGE": "line 1"]], at: 13_000_000_000)
    #expect(await lines.lines(1) == ["line 1"])
    #expect(lines.events.map(\.time) == [.distantFuture])
  }

  @Test("A file at full speed delays the journal by a turn")
  func fairness() async throws {
    var writer = JournalWriter(folder: folder)
    try writer.write([["MESSAGE": "line old"]])
    var settings = FollowingSettings()
    (settings.journalFolder, settings.waitingLines, settings.turn) = (folder.path, 10, ByteCount(1000))
    let log = FileInput(patterns: [folder.path("*.log")])
    let sources = [
      SourceDefinition(name: "log", input: .files(log)),
      SourceDefinition(name: "units", input: .journal(JournalInput())),
    ]
    let lines = try await FollowedLines(sources, settings: settings)
    folder.append((0..<100_000).map { "line \($0)\n" }.joined(), to: "a.log")
    await lines.until(status: { $0.counts.lines > 0 })
    try writer.write([["MESSAGE": "line of the journal"]])
    for _ in 0..<20 where !lines.texts.contains("line of the journal") {
      // The reader has no room, and gets some for one turn.
      let read = await lines.status().counts.lines
      await lines.takeBatch()
      await lines.until(status: { $0.counts.lines > read })
    }
    let isRead = lines.texts.contains("line of the journal")
    #expect(isRead)
  }

  @Test("Entries that wait to be read are a lag")
  func lag() async throws {
    var writer = JournalWriter(folder: folder)
    var settings = FollowingSettings()
    settings.waitingLines = 1
    let lines = try await follow(settings: settings)
    // One batch waits for the consumer, the next for room there, and the third entry in the journal.
    for number in 1...2 {
      try writer.write([["MESSAGE": "line \(number)"]])
      await lines.until(status: { $0.counts.lines == number })
    }
    try writer.write([["MESSAGE": "line 3"]])
    await lines.until(status: { $0.behindSince != nil })
    #expect(await lines.status().counts.lines == 2)
    #expect(await lines.lines(3).last == "line 3")
    await lines.until(status: { $0.behindSince == nil })
  }

  @Test("Units and priorities are chosen in the daemon, so that no entry is passed over at a start")
  func filters() async throws {
    var writer = JournalWriter(folder: folder)
    let input = JournalInput(units: ["nginx", "cron.service"], priority: 4)
    let first = try await follow(input)
    try writer.write([
      ["MESSAGE": "line 1", "_SYSTEMD_UNIT": "nginx.service", "PRIORITY": "3"],
      ["MESSAGE": "line low", "_SYSTEMD_UNIT": "nginx.service", "PRIORITY": "6"],
      ["MESSAGE": "line forged", "_SYSTEMD_UNIT": "x.service", "UNIT": "nginx.service", "PRIORITY": "3"],
      ["MESSAGE": "line 2", "_PID": "1", "UNIT": "cron.service", "PRIORITY": "4"],
      ["MESSAGE": "line other", "_SYSTEMD_UNIT": "other.service", "PRIORITY": "0"],
    ])
    #expect(await first.lines(2) == ["line 1", "line 2"])
    let second = try await follow(input, positions: await first.stop())
    try writer.write([["MESSAGE": "line 3", "_SYSTEMD_UNIT": "nginx.service", "PRIORITY": "3"]])
    #expect(await second.lines(1) == ["line 3"])
  }

  @Test("What fleepd itself says is never a line of the journal")
  func ownMessages() async throws {
    var writer = JournalWriter(folder: folder)
    let lines = try await follow()
    try writer.write([["MESSAGE": "line own", "_PID": "\(getpid())"], ["MESSAGE": "line 1", "_PID": "2147483647"]])
    #expect(await lines.lines(1) == ["line 1"])
  }

  @Test("When the entry that was read last is gone, reading goes on with the oldest that is left, and it is told")
  func vacuumedCursor() async throws {
    var writer = JournalWriter(folder: folder)
    let first = try await follow()
    try writer.write([["MESSAGE": "line 1"]])
    _ = await first.lines(1)
    let positions = await first.stop()
    writer.removeAll()
    try writer.write([["MESSAGE": "line 2"]])
    let second = try await follow(positions: positions)
    #expect(await second.lines(1) == ["line 2"])
    guard case .began(let fault, _) = await second.nextReport() else {
      Issue.record("nothing was reported")
      return
    }
    #expect(fault.kind == .generationMissed)
  }

  @Test("Without inotify new entries are found by looking, those of new files too")
  func withoutInotify() async throws {
    var writer = JournalWriter(folder: folder)
    try writer.write([["MESSAGE": "line old"]])
    var settings = FollowingSettings()
    settings.usesInotify = false
    let lines = try await follow(settings: settings)
    try writer.write([["MESSAGE": "line 1"]])
    #expect(await lines.lines(1) == ["line 1"])
    try writer.write([["MESSAGE": "line 2"]])
    #expect(await lines.lines(2) == ["line 1", "line 2"])
  }

  @Test("An entry that is written after the first reading and before the first waiting is told of")
  func beforeWaiting() throws {
    var writer = JournalWriter(folder: folder)
    try writer.write([["MESSAGE": "line old"]])
    let definition = SourceDefinition(name: "units", input: .journal(JournalInput()))
    let alert = AlertDefinition(name: "a", condition: .lines(LineCondition(source: "units", match: ["line"])))
    let rules = RuleSet(sources: [definition], alerts: [alert], route: RouteDefinition(hook: "ops"))
    let lines = SourceLines(try SourceRules(source: definition, rules: rules), now: FollowedLines.now)
    let journal = JournalSource(lines, input: JournalInput(), folder: folder.path, place: nil, report: { _ in })
    var batch = PendingBatch()
    journal.read(at: ContinuousClock.now, into: &batch)
    #expect(batch.events.isEmpty)
    try writer.write([["MESSAGE": "line 1"]])
    // A journal file comes to be in steps, each of which is told of.
    while batch.events.isEmpty {
      var waited = pollfd(fd: journal.descriptor, events: Int16(POLLIN), revents: 0)
      try #require(poll(&waited, 1, 10_000) == 1)
      journal.read(at: ContinuousClock.now, into: &batch)
    }
    #expect(batch.events.map(\.text) == ["line 1"])
  }

  @Test("An entry without a message is passed over, and one of other bytes is shown as far as it can be")
  func otherMessages() async throws {
    var writer = JournalWriter(folder: folder)
    let lines = try await follow()
    try writer.write([
      ["PRIORITY": "3"], ["MESSAGE": "line 1\u{0}{\"not\": json"], ["MESSAGE": ""], ["MESSAGE": "line 2"],
    ])
    try writer.write(bytes: Array("line ".utf8) + [0xE9, 0xFF])
    #expect(await lines.lines(3) == ["line 1\u{0}{\"not\": json", "line 2", "line \u{FFFD}\u{FFFD}"])
  }

  @Test(
    "A journal that may not be read is told with what to do about it, and read once it may",
    .enabled(if: geteuid() == 0, "needs root, to give it up")
  )
  func notPermitted() async throws {
    let journal = TemporaryFolder(isPublic: true)
    journal.makeFolder("journal")
    journal.setMode(0o700, of: "journal")
    var settings = FollowingSettings()
    settings.journalFolder = journal.path("journal")
    let source = SourceDefinition(name: "units", input: .journal(JournalInput()))
    let lines = try await FollowedLines([source], settings: settings, now: Nobody.now)
    await lines.until(status: { !$0.faults.isEmpty })
    journal.setMode(0o755, of: "journal")
    await lines.until(status: \.faults.isEmpty)
    guard case .began(_, let text)? = await lines.allReports().first else {
      Issue.record("nothing was reported")
      return
    }
    #expect(text.contains("group systemd-journal"))
  }

  @Test("A journal that is not there is told once, tried again, and told when it can be read")
  func missing() async throws {
    let journal = TemporaryFolder()
    var settings = FollowingSettings()
    settings.journalFolder = journal.path("later")
    let source = SourceDefinition(name: "units", input: .journal(JournalInput()))
    let lines = try await FollowedLines([source], settings: settings)
    await lines.until(status: { !$0.faults.isEmpty })
    journal.makeFolder("later")
    var writer = JournalWriter(folder: folder)
    try writer.write([["MESSAGE": "line old"]])
    try await run(["cp", folder.path("part1.tmp.journal"), journal.path("later/a.journal")])
    await lines.until(status: \.faults.isEmpty)
    try writer.write([["MESSAGE": "line 1"]])
    try await run(["cp", folder.path("part2.tmp.journal"), journal.path("later/b.tmp")])
    journal.move("later/b.tmp", to: "later/b.journal")
    #expect(await lines.lines(1) == ["line 1"])
    let reports = await lines.allReports()
    let fault = SourceFault(kind: .unreadable, source: "units", path: "journal")
    guard reports.count == 2, case .began(fault, _) = reports[0], case .ended(fault, _) = reports[1] else {
      Issue.record("\(reports)")
      return
    }
  }

  @Test("A message that is too long is cut, marked and counted")
  func longMessage() async throws {
    var writer = JournalWriter(folder: folder)
    let lines = try await follow()
    try writer.write([["MESSAGE": "line " + String(repeating: "x", count: 1 << 21)], ["MESSAGE": "line 2"]])
    let texts = await lines.lines(2)
    #expect(texts[0].hasSuffix("x […]") && texts[1] == "line 2")
    #expect(await lines.status().counts.cutLines == 1)
  }
}

/// Writes real journal files, with systemd's own program.
struct JournalWriter {
  private let folder: TemporaryFolder
  private var file = 0
  private(set) var times: [Instant] = []

  private static let program = "/lib/systemd/systemd-journal-remote"
  static var isAvailable: Bool { FileManager.default.isExecutableFile(atPath: program) }

  init(folder: TemporaryFolder) {
    self.folder = folder
  }

  /// Writes an entry whose message is some bytes.
  mutating func write(bytes: [UInt8]) throws {
    try write([["MESSAGE": bytes]]) { $0 }
  }

  /// Writes entries, one a second, into a file of their own.
  mutating func write(_ entries: [[String: String]]) throws {
    try write(entries) { Array($0.utf8) }
  }

  /// The same, so many seconds after 1970.
  mutating func write(_ entries: [[String: String]], at start: Int) throws {
    try write(entries, at: start) { Array($0.utf8) }
  }

  private mutating func write<Value>(
    _ entries: [[String: Value]],
    at start: Int = 1_795_514_400,
    bytes: (Value) -> [UInt8]
  ) throws {
    file += 1
    var export = Data()
    for entry in entries {
      let seconds = start + times.count
      times.append(.epoch + .seconds(seconds))
      export += Data("__REALTIME_TIMESTAMP=\(seconds)000000\n__MONOTONIC_TIMESTAMP=\(times.count)000000\n".utf8)
      export += Data("_BOOT_ID=8f1c4f5c2b0e4d0f9d1f4d3c2b1a0f0e\n".utf8)
      for (name, text) in entry.sorted(by: { $0.key < $1.key }) {
        let text = bytes(text)
        var length = UInt64(text.count).littleEndian
        export += Data("\(name)\n".utf8) + Data(bytes: &length, count: 8) + Data(text) + Data("\n".utf8)
      }
      export += Data("\n".utf8)
    }
    let input = folder.path("export")
    try export.write(to: URL(filePath: input))
    let process = Process()
    process.executableURL = URL(filePath: JournalWriter.program)
    // Made under another name, so that a reader never sees it half written.
    process.arguments = ["-o", folder.path("part\(file).tmp.journal"), input]
    process.standardError = nil
    try process.run()
    process.waitUntilExit()
  }

  func removeAll() {
    for number in 1...file { folder.remove("part\(number).tmp.journal") }
  }
}
