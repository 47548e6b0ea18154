import Foundation
import Glibc
import Inputs
import Model
import Synchronization
import Testing

@Suite("Rotation by renaming", .timeLimit(.minutes(30)), .fewAtOnce)
struct RotationTests {
  let folder = TemporaryFolder()

  /// A clock that knows how often it was asked: each look at the files asks once.
  private final class Asked: Sendable {
    private let number = Atomic(0)
    var count: Int { number.load(ordering: .relaxed) }

    @Sendable
    func now() -> Instant {
      number.add(1, ordering: .relaxed)
      return FollowedLines.now()
    }
  }

  @Test("While a log is renamed and there is no new one yet, nothing is lost and nothing is busy")
  func pauseBeforeNewFile() async throws {
    let asked = Asked()
    let lines = try await FollowedLines(files: folder.path("a.log"), now: asked.now)
    folder.append("line 1\n", to: "a.log")
    folder.move("a.log", to: "a.log.1")
    folder.append("line 2\n", to: "a.log.1")
    _ = await lines.lines(2)
    let before = asked.count
    try await Task.sleep(for: .milliseconds(700))
    #expect(asked.count - before < 20)
    folder.append("line 3\n", to: "a.log.1")
    folder.append("line 4\n", to: "a.log")
    #expect(await lines.lines(4) == ["line 1", "line 2", "line 3", "line 4"])
  }

  @Test(
    "Three rotations in a row are read in their order, seen as they happen or all at once",
    arguments: [false, true]
  )
  func threeRotations(isHeldUp: Bool) async throws {
    let gate = Gate()
    let lines = try await FollowedLines(files: folder.path("a.log"), now: gate.now)
    folder.append("line 0\n", to: "a.log")
    _ = await lines.lines(1)
    if isHeldUp {
      try await gate.shut { folder.append("line 1\n", to: "a.log") }
    } else {
      folder.append("line 1\n", to: "a.log")
    }
    for rotation in 1...3 {
      for generation in (1..<3).reversed() { folder.move("a.log.\(generation)", to: "a.log.\(generation + 1)") }
      folder.append("line \(2 * rotation)\n", to: "a.log")
      folder.move("a.log", to: "a.log.1")
      folder.append("line \(2 * rotation + 1)\n", to: "a.log")
    }
    gate.open()
    let texts = await lines.lines(8)
    #expect(texts == (0...7).map { "line \($0)" })
    #expect(await lines.allReports() == [])
  }

  @Test("What is written to a renamed file after its grace time is lost, and nothing else")
  func afterGrace() async throws {
    var settings = FollowingSettings()
    settings.renamedGrace = .milliseconds(100)
    // As long as a generation is young it is looked for, and what comes to it late is read all the same.
    settings.unseenSearch = .milliseconds(1)
    let lines = try await FollowedLines(files: folder.path("a.log"), settings: settings)
    folder.append("line 1\n", to: "a.log")
    _ = await lines.lines(1)
    folder.move("a.log", to: "a.log.1")
    folder.append("line 2\n", to: "a.log")
    _ = await lines.lines(2)
    await lines.until(status: { $0.files == 1 })
    folder.append("line late\n", to: "a.log.1")
    folder.append("line 3\n", to: "a.log")
    #expect(await lines.lines(3) == ["line 1", "line 2", "line 3"])
    #expect(await lines.status().files == 1)
  }

  @Test("A removed file is closed after its grace time, though nothing else happens")
  func removed() async throws {
    var settings = FollowingSettings()
    settings.removedGrace = .milliseconds(20)
    let lines = try await FollowedLines(files: folder.path("a.log"), settings: settings)
    folder.append("line 1\n", to: "a.log")
    _ = await lines.lines(1)
    folder.remove("a.log")
    await lines.until(status: { $0.files == 0 && $0.openFiles == 0 })
    let open = (0..<1000).compactMap {
      try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)")
    }
    #expect(open.filter { $0.hasPrefix(folder.path("a.log")) } == [])
  }

  @Test(
    "Five logs that are rotated every few kilobytes under load give every line once, in the order of its generation"
  )
  func fiveLogs() async throws {
    let perLog = getenv("FLEEPD_SOAK") == nil ? 2_000 : 100_000
    let perGeneration = perLog / 8
    let lines = try await FollowedLines(files: folder.path("*.log"))
    let names = ["a", "b", "c", "d", "e"]
    let writers = names.map { name in
      Task.detached { [folder] in
        for number in 0..<perLog {
          let generation = 2_026_112_800_000 + number / perGeneration
          if number > 0, number % perGeneration == 0 { folder.move("\(name).log", to: "\(name).log-\(generation)") }
          folder.append("line \(name).\(generation) \(number)\n", to: "\(name).log")
        }
      }
    }
    await lines.until(texts: 5 * perLog)
    for writer in writers { await writer.value }
    #expect(Set(lines.texts).count == 5 * perLog)
    for (file, texts) in Dictionary(grouping: lines.texts, by: LogWriter.file) {
      let numbers = texts.compactMap(LogWriter.number)
      #expect(numbers.count == perGeneration && numbers == numbers.sorted(), "\(file ?? "")")
    }
  }
}
