import Foundation
import Glibc
import Inputs
import Model
import Testing

@Suite("Restart", .timeLimit(.minutes(5)), .fewAtOnce)
struct RestartTests {
  let folder = TemporaryFolder()

  /// Follows `a.log` from its first line and ends after `count` lines.
  private func positions(after text: String, lines count: Int) async throws -> [String: [UInt8]] {
    let lines = try await FollowedLines(files: folder.path("a.log"))
    folder.append(text, to: "a.log")
    _ = await lines.lines(count)
    return await lines.stop()
  }

  private func restarted(_ positions: [String: [UInt8]]) async throws -> FollowedLines {
    try await FollowedLines(files: folder.path("a.log"), positions: positions)
  }

  @Test("Lines that are written while nothing runs are read at the next start, and no other")
  func linesWhileStopped() async throws {
    let positions = try await positions(after: "line 1\nline 2\n", lines: 2)
    folder.append("line 3\n", to: "a.log")
    #expect(try await restarted(positions).lines(1) == ["line 3"])
  }

  @Test("A half line at the stop that is completed meanwhile comes whole, once")
  func halfLine() async throws {
    let positions = try await positions(after: "line 1\nline ha", lines: 1)
    folder.append("lf\n", to: "a.log")
    #expect(try await restarted(positions).lines(1) == ["line half"])
  }

  @Test("A file that was removed meanwhile, its name and even its number used again, is read from its beginning")
  func replacedFile() async throws {
    let positions = try await positions(after: "line 1\nline 2\n", lines: 2)
    folder.remove("a.log")
    folder.append("line 3\nline 4\nline 5\n", to: "a.log")
    #expect(try await restarted(positions).lines(3) == ["line 3", "line 4", "line 5"])
  }

  @Test(
    "A file that was cut off meanwhile is read from its beginning, shorter or longer than before",
    arguments: [1, 30]
  )
  func cutOffMeanwhile(count: Int) async throws {
    let positions = try await positions(after: "line 1\nline 2\n", lines: 2)
    let second = (1...count).map { "another line \($0)" }
    folder.overwrite(second.map { $0 + "\n" }.joined(), in: "a.log")
    #expect(try await restarted(positions).lines(count) == second)
  }

  @Test("A file that comes while nothing runs is read from its beginning under a known pattern, else from its end")
  func fileCameMeanwhile() async throws {
    let first = try await FollowedLines(files: folder.path("*.log"))
    let positions = await first.stop()
    folder.append("line 1\n", to: "a.log")
    folder.append("line old\n", to: "a.txt")
    let lines = try await FollowedLines(files: folder.path("*.log"), folder.path("*.txt"), positions: positions)
    folder.append("line new\n", to: "a.txt")
    #expect(Set(await lines.lines(2)) == ["line 1", "line new"])
  }

  @Test("Positions of files that are gone, and of sources that are gone, are forgotten")
  func forgotten() async throws {
    let positions = try await positions(after: "line 1\n", lines: 1)
    #expect(positions.count == 2)
    folder.remove("a.log")
    let after = try await restarted(positions).stop()
    // What was read may come to light again within a minute, in a copy.
    #expect(Set(after.keys) == ["patterns/log", "texts/log"])
    let other = SourceDefinition(name: "other", input: .files(FileInput(patterns: [folder.path("b.log")])))
    let others = try await FollowedLines([other], positions: positions).stop()
    #expect(Array(others.keys) == ["patterns/other"])
  }

  @Test(
    "A damaged position does not keep its file, or any other, from being read",
    arguments: [
      ("}", ""), ("\"v\":1", "\"v\":99"), ("\"n\":7", "\"n\":777777777777777"), ("\"offset\":7", "\"offset\":-7"),
    ]
  )
  func damagedPosition(text: String, damaged: String) async throws {
    var positions = try await positions(after: "line 1\n", lines: 1)
    for key in positions.keys where key.hasPrefix("file/") {
      let place = String(decoding: positions[key] ?? [], as: UTF8.self)
      try #require(place.contains(text))
      positions[key] = Array(place.replacing(text, with: damaged).utf8)
    }
    folder.append("line 2\n", to: "a.log")
    #expect(try await restarted(positions).lines(2) == ["line 1", "line 2"])
  }

  @Test("What was handed over and not committed comes again")
  func uncommitted() async throws {
    let lines = try await FollowedLines(files: folder.path("a.log"))
    folder.append("line 1\n", to: "a.log")
    await lines.until(status: { $0.counts.lines == 1 })
    let positions = await lines.kill()
    #expect(try await restarted(positions).lines(1) == ["line 1"])
  }

  @Test("Inputs that were stopped leave no descriptor open")
  func descriptors() async throws {
    for name in 1...20 { folder.append("", to: "\(name).log") }
    _ = try await FollowedLines(files: folder.path("*.log")).stop()
    let open = openFiles().filter { $0.hasPrefix(folder.path) }
    #expect(open == [])
  }

  @Test("Inputs that nobody holds any more end by themselves, and leave nothing open")
  func released() async throws {
    folder.append("", to: "a.log")
    var lines: FollowedLines? = try await FollowedLines(files: folder.path("a.log"))
    #expect(await lines?.status().files == 1)
    lines = nil
    let deadline = ContinuousClock.now + FollowedLines.patience
    while openFiles().contains(where: { $0.hasPrefix(folder.path) }) {
      try #require(ContinuousClock.now < deadline)
      try await Task.sleep(for: .milliseconds(2))
    }
  }

  private func openFiles() -> [String] {
    (0..<1000).compactMap { try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)") }
  }

  @Test("Standard input is read to its end, with what stands behind the last line feed")
  func standardInput() async throws {
    var ends: [Int32] = [0, 0]
    pipe(&ends)
    var settings = FollowingSettings()
    settings.standardInput = ends[0]
    let lines = try await FollowedLines([SourceDefinition(name: "in", input: .standardInput)], settings: settings)
    for text in ["line 1\nli", "ne 2\r\nline", " 3"] { _ = text.withCString { write(ends[1], $0, strlen($0)) } }
    close(ends[1])
    #expect(await lines.lines(3) == ["line 1", "line 2", "line 3"])
    await lines.until(status: \.hasEnded)
    close(ends[0])
  }
}
