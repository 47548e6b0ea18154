import Inputs
import Model
import Testing

@Suite("What happens while nothing runs", .timeLimit(.minutes(5)), .fewAtOnce)
struct WhileStoppedTests {
  let folder = TemporaryFolder()

  /// Follows a log from its first line until two lines came, and ends.
  private func positions(pattern: String) async throws -> [String: [UInt8]] {
    let lines = try await FollowedLines(files: folder.path(pattern))
    folder.append("line 1\nline 2\nline ha", to: "a.log")
    _ = await lines.lines(2)
    return await lines.stop()
  }

  @Test(
    "A log that is renamed, whatever it is called then, is finished before the new one is begun",
    arguments: ["a.log.1", "a.log-20261124", "a-2026-11-24.log", "a.log.old"],
    ["a.log", "a*log*"]
  )
  func renamed(name: String, pattern: String) async throws {
    let positions = try await positions(pattern: pattern)
    folder.append("lf\nline 4\n", to: "a.log")
    folder.move("a.log", to: name)
    folder.append("line 5\n", to: "a.log")
    let after = try await FollowedLines(files: folder.path(pattern), positions: positions)
    #expect(await after.lines(3) == ["line half", "line 4", "line 5"])
    #expect(await after.allReports() == [])
  }

  @Test(
    "A log that is copied and cut off is finished in the copy, and read from its beginning, shorter or longer than before",
    arguments: [1, 50],
    ["a.log", "a.log*"]
  )
  func copied(count: Int, pattern: String) async throws {
    let positions = try await positions(pattern: pattern)
    folder.append("lf\nline 4\n", to: "a.log")
    folder.write(folder.bytes(of: "a.log"), to: "a.log.1")
    let new = (1...count).map { "line new \($0)" }
    folder.overwrite(new.map { $0 + "\n" }.joined(), in: "a.log")
    let after = try await FollowedLines(files: folder.path(pattern), positions: positions)
    #expect(await after.lines(2 + count).sorted() == (["line half", "line 4"] + new).sorted())
    #expect(await after.allReports() == [])
  }

  @Test("Two logs whose names are swapped, and which are rotated then, are finished", arguments: ["*.log", "*.log*"])
  func swapped(pattern: String) async throws {
    let before = try await FollowedLines(files: folder.path(pattern))
    for name in ["a", "b"] { folder.append("line \(name) 1\n", to: "\(name).log") }
    _ = await before.lines(2)
    let positions = await before.stop()
    for name in ["a", "b"] { folder.append("line \(name) 2\n", to: "\(name).log") }
    folder.move("a.log", to: "b.log.1")
    folder.move("b.log", to: "a.log.1")
    for name in ["a", "b"] { folder.append("line \(name) 3\n", to: "\(name).log") }
    let after = try await FollowedLines(files: folder.path(pattern), positions: positions)
    #expect(Set(await after.lines(4)) == ["line a 2", "line a 3", "line b 2", "line b 3"])
    #expect(await after.allReports() == [])
    #expect(after.texts.count == 4)
  }

  @Test("A log that was renamed to where it is not looked for is told as missed, and the new one is read")
  func movedAway() async throws {
    let positions = try await positions(pattern: "a.log")
    folder.makeFolder("elsewhere")
    folder.move("a.log", to: "elsewhere/a.log")
    folder.append("line 5\n", to: "a.log")
    let after = try await FollowedLines(files: folder.path("a.log"), positions: positions)
    #expect(await after.lines(1) == ["line 5"])
    guard case .began(let fault, _)? = await after.allReports().first else {
      Issue.record("nothing was reported")
      return
    }
    #expect(fault == SourceFault(kind: .generationMissed, source: "log", path: folder.path("a.log")))
  }
}
