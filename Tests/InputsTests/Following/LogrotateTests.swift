import Foundation
import Glibc
import Inputs
import Model
import Testing

@Suite(
  "The real logrotate",
  .serialized,
  .timeLimit(.minutes(30)),
  .enabled(if: FileManager.default.isExecutableFile(atPath: Logrotate.program), "needs logrotate")
)
struct LogrotateTests {
  let folder = TemporaryFolder()

  /// A writer of 50,000 lines a second goes on for a little while, with `make soak` for ten seconds.
  private static let isSoak = getenv("FLEEPD_SOAK") != nil
  private static let count = isSoak ? 500_000 : 15_000

  @Test(
    "Under a fast writer every line comes exactly once",
    arguments: [
      "create", "nocreate", "create\ndateext\ndateformat -%Y%m%d-%s", "create\ncompress",
      "create\ncompress\ndelaycompress",
      "create\ncompress\ncompresscmd /usr/bin/xz", "create\nrenamecopy", "copy", "copy\ncompress",
      "create\nolddir elsewhere",
    ],
    ["app.log", "app.log*"]
  )
  func exact(mode: String, pattern: String) async throws {
    folder.makeFolder("elsewhere")
    let rotation = Logrotate(folder: folder, log: "app.log", directives: mode)
    let lines = try await FollowedLines(files: folder.path(pattern))
    folder.append("", to: "app.log")
    let writer = PacedWriter(folder: folder, log: "app.log", makesFile: mode == "nocreate")
    async let writing: Void = writer.write(Self.count)
    let deadline = ContinuousClock.now + .seconds(Self.isSoak ? 10 : 0.3)
    var rotations = 0
    repeat {
      try await rotation.rotate()
      rotations += 1
      // Where a file was moved to another folder before it was opened, it is gone.
      if mode.contains("olddir") { await lines.until(status: { $0.counts.rotations >= rotations }) }
      if Self.isSoak { try await Task.sleep(for: .milliseconds(50)) }
    } while ContinuousClock.now < deadline
    // The last lines may be waiting for a log.
    if mode != "nocreate" { folder.append("", to: "app.log") }
    await writing
    try await rotation.rotate()
    await lines.until(texts: Self.count)
    await lines.until(status: { $0.lag.bytes == 0 })
    let reports = await lines.allReports()
    #expect(reports == [])
    #expect(lines.texts.count == Self.count)
    #expect(Set(lines.texts) == Set((0..<Self.count).map(PacedWriter.line)))
  }

  @Test(
    "A reader that is held up loses no generation, whenever it is compressed",
    arguments: ["create\ncompress", "create\ncompress\ndelaycompress", "create\ncompress\ncompresscmd /usr/bin/xz"],
    ["app.log", "app.log*"]
  )
  func heldUp(mode: String, pattern: String) async throws {
    var settings = FollowingSettings()
    settings.waitingLines = 10
    settings.turn = ByteCount(200)
    let rotation = Logrotate(folder: folder, log: "app.log", directives: mode)
    let lines = try await FollowedLines(files: folder.path(pattern), settings: settings)
    // Nobody takes a batch while all this happens.
    for round in 0..<6 {
      folder.append((0..<50).map { "line \($0) of round \(round)\n" }.joined(), to: "app.log")
      try await rotation.rotate()
    }
    folder.append("line last\n", to: "app.log")
    let texts = await lines.lines(301)
    #expect(texts.count == 301)
    #expect(Set(texts).count == 301)
    #expect(await lines.allReports() == [])
  }

  /// What is written between logrotate's copying and its cutting is in neither file: that, and nothing else, may be missing.
  @Test(
    "With copytruncate nothing comes twice, and what is lost is what logrotate lost",
    arguments: ["copytruncate", "copytruncate\ncompress", "copytruncate\ncompress\ndelaycompress"],
    ["app.log", "app.log*"]
  )
  func copyTruncate(mode: String, pattern: String) async throws {
    let rotation = Logrotate(folder: folder, log: "app.log", directives: mode)
    // Reading goes on while nobody takes a batch.
    var settings = FollowingSettings()
    settings.waitingLines = 2 * Self.count
    settings.waitingText = ByteCount(1 << 30)
    let lines = try await FollowedLines(files: folder.path(pattern), settings: settings)
    folder.append("", to: "app.log")
    let writer = PacedWriter(folder: folder, log: "app.log", makesFile: false)
    async let writing: Void = writer.write(Self.count)
    let deadline = ContinuousClock.now + .seconds(Self.isSoak ? 10 : 0.3)
    repeat {
      try await rotation.rotate()
      if Self.isSoak { try await Task.sleep(for: .milliseconds(50)) }
    } while ContinuousClock.now < deadline
    await writing
    folder.append("line last\n", to: "app.log")
    let (wholeLines, halfLines) = try await rotation.kept()
    let kept = Set(wholeLines)
    var seen: Set<String> = []
    var taken = 0
    await lines.until {
      seen.formUnion(lines.texts[taken...])
      taken = lines.texts.count
      return kept.isSubset(of: seen)
    }
    _ = await lines.stop()
    #expect(Set(lines.texts).subtracting((0..<Self.count).map(PacedWriter.line) + halfLines) == ["line last"])
    #expect(Set(lines.texts).count == lines.texts.count)
  }
}
