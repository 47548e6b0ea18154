import Foundation
import Glibc
import Inputs
import Model
import Testing

@Suite("Which file is which", .timeLimit(.minutes(5)), .fewAtOnce)
struct IdentityTests {
  let folder = TemporaryFolder()

  @Test("A new file that gets the number of a removed one is read from its first byte")
  func inodeUsedAgain() async throws {
    var settings = FollowingSettings()
    settings.removedGrace = .milliseconds(10)
    let lines = try await FollowedLines(files: folder.path("*.log"), settings: settings)
    folder.append("line old 1\nline old 2\n", to: "a.log")
    _ = await lines.lines(2)
    let inode = inode(of: "a.log")
    folder.remove("a.log")
    await lines.until(status: { $0.files == 0 })
    // Most file systems use the number again for one of the next files; in any case each of them is read whole.
    var names: [String] = []
    repeat {
      names.append("\(names.count).log")
      folder.append("line new \(names.count)\n", to: names[names.count - 1])
    } while self.inode(of: names[names.count - 1]) != inode && names.count < 50
    #expect(
      await Array(lines.lines(2 + names.count).dropFirst(2)).sorted()
        == names.indices.map { "line new \($0 + 1)" }.sorted()
    )
  }

  private func inode(of name: String) -> ino_t {
    var status = stat()
    stat(folder.path(name), &status)
    return status.st_ino
  }

  @Test("Two files whose first kilobytes are the same are both read, over a restart too")
  func sameBeginning() async throws {
    let start = (0..<100).map { "line \($0) that both begin with\n" }.joined()
    let first = try await FollowedLines(files: folder.path("*.log"))
    for name in ["a", "b"] { folder.append(start, to: "\(name).log") }
    _ = await first.lines(200)
    let positions = await first.stop()
    for name in ["a", "b"] { folder.append("line of \(name)\n", to: "\(name).log") }
    let second = try await FollowedLines(files: folder.path("*.log"), positions: positions)
    #expect(Set(await second.lines(2)) == ["line of a", "line of b"])
    for name in ["a", "b"] { folder.append("line more of \(name)\n", to: "\(name).log") }
    #expect(Set(await second.lines(4).suffix(2)) == ["line more of a", "line more of b"])
  }

  /// Follows `a.log` for two sources, or for one that is left.
  private func follow(_ names: [SourceName], positions: [String: [UInt8]] = [:]) async throws -> FollowedLines {
    let input = SourceDefinition.Input.files(FileInput(patterns: [folder.path("a.log")]))
    return try await FollowedLines(names.map { SourceDefinition(name: $0, input: input) }, positions: positions)
  }

  @Test("Two sources of one file each see each line once, and one that is removed takes nothing of the other's")
  func twoSources() async throws {
    let both = try await follow(["one", "two"])
    folder.append("line 1\nline 2\n", to: "a.log")
    _ = await both.lines(4)
    for source in ["one", "two"] as [SourceName] {
      #expect(both.events.filter { $0.source == source }.map(\.text) == ["line 1", "line 2"])
    }
    let positions = await both.stop()
    folder.append("line 3\n", to: "a.log")
    let one = try await follow(["one"], positions: positions)
    #expect(await one.lines(1) == ["line 3"])
    #expect(await one.stop().keys.allSatisfy { $0.contains("one") })
  }

  @Test("Files that come and go by the thousand leave nothing behind")
  func shortLives() async throws {
    let count = getenv("FLEEPD_SOAK") == nil ? 1_000 : 10_000
    var settings = FollowingSettings()
    settings.removedGrace = .milliseconds(1)
    settings.sweepInterval = .milliseconds(100)
    settings.unseenSearch = .milliseconds(1)
    settings.positionInterval = .milliseconds(1)
    let lines = try await FollowedLines(files: folder.path("*.log"), settings: settings)
    for first in stride(from: 0, to: count, by: 100) {
      for number in first..<(first + 100) { folder.append("line \(number)\n", to: "\(number).log") }
      await lines.until(texts: first + 100)
      for number in first..<(first + 100) { folder.remove("\(number).log") }
    }
    await lines.until { Array(lines.positions.keys) == ["patterns/log"] }
    #expect(Set(lines.texts).count == count)
    #expect(await lines.status().files == 0)
  }
}
