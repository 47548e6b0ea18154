import Inputs
import Model
import Testing

@Suite("Links that lead to logs", .timeLimit(.minutes(5)), .fewAtOnce)
struct LinkTests {
  let folder = TemporaryFolder()

  init() {
    folder.makeFolder("targets")
    folder.append("", to: "targets/one.log")
    folder.link("a.log", to: folder.path("targets/one.log"))
  }

  private func follow(
    positions: [String: [UInt8]] = [:],
    settings: FollowingSettings = FollowingSettings()
  ) async throws -> FollowedLines {
    try await FollowedLines(files: folder.path("a.log"), positions: positions, settings: settings)
  }

  private func point(at target: String) {
    folder.link("new", to: folder.path("targets/\(target)"))
    folder.move("new", to: "a.log")
  }

  /// What the link leads to is rotated with the name that the kubelet gives, and made anew.
  private func rotateTarget() { folder.move("targets/one.log", to: "targets/one.log.20261128-101112") }

  @Test("What a link led to is read to its end when it is pointed elsewhere while nothing runs")
  func pointedElsewhereWhileStopped() async throws {
    var lines = try await follow()
    folder.append("line 1\n", to: "a.log")
    _ = await lines.lines(1)
    let positions = await lines.stop()
    folder.append("line 2\n", to: "a.log")
    point(at: "two.log")
    folder.append("line 3\n", to: "a.log")
    lines = try await follow(positions: positions)
    #expect(await lines.lines(2) == ["line 2", "line 3"])
  }

  @Test("What a link led to goes on to be read over a restart, after it was pointed elsewhere")
  func oldTargetOverRestart() async throws {
    var lines = try await follow()
    folder.append("line 1\n", to: "a.log")
    _ = await lines.lines(1)
    point(at: "two.log")
    folder.append("line 2\n", to: "a.log")
    _ = await lines.lines(2)
    for number in 3...4 {
      let positions = await lines.stop()
      folder.append("line \(number)\n", to: "targets/one.log")
      lines = try await follow(positions: positions)
      #expect(await lines.lines(1) == ["line \(number)"])
    }
  }

  @Test("What a link leads to is read to its end when it is rotated, as the kubelet does", arguments: [false, true])
  func rotatedTarget(stops: Bool) async throws {
    var lines = try await follow()
    folder.append("line 1\n", to: "a.log")
    _ = await lines.lines(1)
    var positions: [String: [UInt8]] = [:]
    if stops { positions = await lines.stop() }
    folder.append("line 2\n", to: "a.log")
    rotateTarget()
    folder.append("line 3\n", to: "a.log")
    if stops { lines = try await follow(positions: positions) }
    #expect(await lines.lines(stops ? 2 : 3).suffix(2) == ["line 2", "line 3"])
  }

  @Test("A file that gets the name that a link leads to is found at once, not by the look that comes anyway")
  func targetMadeAnew() async throws {
    var settings = FollowingSettings()
    settings.sweepInterval = .minutes(60)
    let lines = try await follow(settings: settings)
    folder.append("line 1\n", to: "a.log")
    _ = await lines.lines(1)
    rotateTarget()
    folder.append("line 2\n", to: "targets/one.log")
    #expect(await lines.lines(2).last == "line 2")
  }

  @Test("What was read is not searched for when few files may be open and the link leads elsewhere")
  func fewDescriptors() async throws {
    var settings = FollowingSettings()
    settings.openFiles = 1
    let lines = try await FollowedLines(files: folder.path("*.log"), settings: settings)
    folder.append("line 1\n", to: "a.log")
    _ = await lines.lines(1)
    // The log is closed for another.
    folder.append("line 2\n", to: "b.log")
    _ = await lines.lines(2)
    folder.append("line 3\n", to: "a.log")
    point(at: "two.log")
    folder.append("line 4\n", to: "a.log")
    #expect(await lines.lines(4).sorted() == ["line 1", "line 2", "line 3", "line 4"])
  }

  @Test("A link that is made anew and leads to the same file is nothing new, and nothing is missed")
  func sameTarget() async throws {
    var settings = FollowingSettings()
    settings.unseenSearch = .milliseconds(1)
    let lines = try await follow(settings: settings)
    folder.append("line 1\n", to: "a.log")
    _ = await lines.lines(1)
    for _ in 0..<3 { point(at: "one.log") }
    folder.append("line 2\n", to: "a.log")
    _ = await lines.lines(2)
    folder.makeFolder("targets/other")
    folder.append("line 3\n", to: "a.log")
    #expect(await lines.lines(3) == ["line 1", "line 2", "line 3"])
    #expect(await lines.allReports().isEmpty)
  }
}
