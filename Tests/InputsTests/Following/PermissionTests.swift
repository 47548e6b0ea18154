import Foundation
import Glibc
import Inputs
import Model
import Testing

@Suite("Permissions", .timeLimit(.minutes(5)), .fewAtOnce, .enabled(if: geteuid() == 0, "needs root, to give it up"))
struct PermissionTests {
  let folder = TemporaryFolder(isPublic: true)

  private func follow(positions: [String: [UInt8]] = [:], grace: Duration = .minutes(1)) async throws -> FollowedLines {
    var settings = FollowingSettings()
    (settings.renamedGrace, settings.removedGrace) = (grace, grace)
    settings.pollInterval = .milliseconds(5)
    settings.compressionRest = .milliseconds(20)
    return try await FollowedLines(
      files: folder.path("*.log"),
      folder.path("sub/*.log"),
      positions: positions,
      settings: settings,
      now: Nobody.now
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

  /// Gives the places after line 1 of `a.log`, in which line 2 stands by now.
  private func readLine1AndWriteLine2() async throws -> [String: [UInt8]] {
    folder.append("", to: "a.log")
    let lines = try await follow()
    folder.append("line 1\n", to: "a.log")
    #expect(await lines.lines(1) == ["line 1"])
    let positions = await lines.stop()
    folder.append("line 2\n", to: "a.log")
    return positions
  }

  @Test("A log that cannot be read at start has its generation read on, and repeats none of it")
  func unreadableLogOfGenerations() async throws {
    let positions = try await readLine1AndWriteLine2()
    folder.move("a.log", to: "a.log.1")
    folder.append("line 3\n", to: "a.log")
    folder.setMode(0, of: "a.log")
    let lines = try await follow(positions: positions)
    #expect(await lines.lines(1) == ["line 2"])
    folder.setMode(0o644, of: "a.log")
    #expect(await lines.lines(2) == ["line 2", "line 3"])
    folder.append("line 4\n", to: "a.log")
    #expect(await lines.lines(3).last == "line 4")
  }

  @Test(
    "A log that was copied and cut off and cannot be read at start has its copy read on, and later repeats none of it",
    arguments: [false, true],
    [false, true]
  )
  func copyOfUnreadableLog(isCompressed: Bool, isForgotten: Bool) async throws {
    let positions = try await readLine1AndWriteLine2()
    try await run(["cp", folder.path("a.log"), folder.path("a.log.1")])
    if isCompressed { try await run(["gzip", folder.path("a.log.1")]) }
    folder.cutOff("a.log")
    folder.append("line 3\n", to: "a.log")
    folder.setMode(0, of: "a.log")
    let lines = try await follow(positions: positions, grace: isForgotten ? .zero : .minutes(1))
    #expect(await lines.lines(1) == ["line 2"])
    if isForgotten { await lines.until(status: { $0.files == 0 }) }
    folder.setMode(0o644, of: "a.log")
    #expect(await lines.lines(2) == ["line 2", "line 3"])
    folder.append("line 4\n", to: "a.log")
    #expect(await lines.lines(3).last == "line 4")
  }

  @Test("A compressed generation that cannot be read yet, since it is being written, is read once it can be")
  func unreadableCompressedGeneration() async throws {
    let lines = try await follow()
    folder.append("line 1\n", to: "a.log")
    #expect(await lines.lines(1) == ["line 1"])
    folder.append("line 2\n", to: "text")
    try await run(["gzip", folder.path("text")])
    folder.setMode(0, of: "text.gz")
    folder.move("text.gz", to: "a.log.1.gz")
    try await Task.sleep(for: .milliseconds(200))
    folder.setMode(0o644, of: "a.log.1.gz")
    #expect(await lines.lines(2) == ["line 1", "line 2"])
    #expect(await lines.allReports().isEmpty)
  }

  @Test("A file that was closed to make room and cannot be opened again is told once, and read on once it can be")
  func closedMeanwhile() async throws {
    var settings = FollowingSettings()
    settings.pollInterval = .milliseconds(5)
    settings.openFiles = 1
    let lines = try await FollowedLines(files: folder.path("*.log"), settings: settings, now: Nobody.now)
    folder.append("line 1\n", to: "a.log")
    #expect(await lines.lines(1) == ["line 1"])
    folder.append("line 2\n", to: "b.log")
    #expect(await lines.lines(2).last == "line 2")
    folder.setMode(0, of: "a.log")
    folder.append("line 3\n", to: "a.log")
    await lines.until(status: { !$0.faults.isEmpty })
    folder.append("line 4\n", to: "b.log")
    #expect(await lines.lines(3).last == "line 4")
    folder.setMode(0o644, of: "a.log")
    #expect(await lines.lines(4).last == "line 3")
    await lines.until(status: \.faults.isEmpty)
    let fault = SourceFault(kind: .unreadable, source: "log", path: folder.path("a.log"))
    let reports = await lines.allReports()
    guard reports.count == 2, case .began(fault, _) = reports[0], case .ended(fault, _) = reports[1] else {
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
