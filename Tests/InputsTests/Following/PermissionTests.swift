import Foundation
import Glibc
import Inputs
import Model
import Testing

@Suite("Permissions", .timeLimit(.minutes(5)), .enabled(if: geteuid() == 0, "needs root, to give it up"))
struct PermissionTests {
  let folder = TemporaryFolder()

  /// Follows files as `nobody` does: Linux lets a single thread give up root's access to files, and the inputs' thread asks for the time first
  /// of all.
  private func follow(positions: [String: [UInt8]] = [:]) async throws -> FollowedLines {
    folder.setMode(0o755, of: "")
    typealias SetUser = @convention(c) (uid_t) -> Int32
    let symbol = try #require(dlsym(nil, "setfsuid"))
    let setUser = unsafeBitCast(symbol, to: SetUser.self)
    var settings = FollowingSettings()
    settings.pollInterval = .milliseconds(5)
    return try await FollowedLines(
      files: folder.path("*.log"),
      folder.path("sub/*.log"),
      positions: positions,
      settings: settings,
      now: {
        _ = setUser(65_534)
        return FollowedLines.now()
      }
    )
  }

  @Test("A file that cannot be read is told once, and read from its first line once it can be")
  func unreadableFile() async throws {
    let lines = try await follow()
    // It comes with its name as it is, so that it is never seen as one that can be read.
    folder.append("line 1\n", to: "a.new")
    folder.setMode(0, of: "a.new")
    folder.move("a.new", to: "a.log")
    await lines.until(status: { !$0.faults.isEmpty })
    // Looks go on, and nothing is told again.
    folder.append("line other\n", to: "b.log")
    #expect(await lines.lines(1) == ["line other"])
    folder.setMode(0o644, of: "a.log")
    folder.append("line 2\n", to: "a.log")
    #expect(await Array(lines.lines(3).dropFirst()) == ["line 1", "line 2"])
    await lines.until(status: \.faults.isEmpty)
    let fault = SourceFault(kind: .unreadable, source: "log", path: folder.path("a.log"))
    let reports = await lines.allReports()
    #expect(reports.count == 2)
    guard case .began(fault, _)? = reports.first, case .ended(fault, _)? = reports.last else {
      Issue.record("\(reports)")
      return
    }
  }

  @Test(
    "A folder that cannot be listed for a while loses and repeats nothing, over a restart too",
    arguments: [false, true]
  )
  func unreadableFolder(restarts: Bool) async throws {
    folder.makeFolder("sub")
    folder.append("", to: "sub/a.log")
    var lines = try await follow()
    folder.append("line 1\n", to: "sub/a.log")
    #expect(await lines.lines(1) == ["line 1"])
    folder.setMode(0, of: "sub")
    folder.append("line 2\n", to: "sub/a.log")
    await lines.until(status: { !$0.faults.isEmpty })
    var seen = lines.texts
    if restarts {
      let positions = await lines.stop()
      seen = lines.texts
      lines = try await follow(positions: positions)
      await lines.until(status: { !$0.faults.isEmpty })
    }
    folder.setMode(0o755, of: "sub")
    folder.append("line 3\n", to: "sub/a.log")
    let before = restarts ? seen : []
    await lines.until(texts: 3 - before.count)
    #expect(before + lines.texts == ["line 1", "line 2", "line 3"])
    await lines.until(status: \.faults.isEmpty)
  }
}
