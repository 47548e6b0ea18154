import Glibc
import Inputs
import Model
import Testing
import TestSupport

@Suite("Whatever happens to the files", .serialized, .timeLimit(.minutes(60)))
struct RandomActionTests {
  /// Numbered lines are written while files are renamed, compressed, removed and closed to reading, links are pointed elsewhere, and the inputs are stopped and killed.
  @Test("Without truncation every line comes exactly once", arguments: RandomActionTests.seeds)
  func exact(seed: UInt64) async throws {
    let folder = TemporaryFolder(isPublic: true)
    var numbers = SeededGenerator(seed: seed)
    var writer = LogWriter(folder: folder, linksLast: Bool.random(using: &numbers))
    var settings = FollowingSettings()
    settings.pollInterval = .milliseconds(5)
    settings.compressionRest = .milliseconds(20)
    settings.turn = ByteCount([32, 200, 128 << 10].randomElement(using: &numbers) ?? 32)
    settings.positionInterval = .milliseconds(1)
    settings.openFiles = Bool.random(using: &numbers) ? 2 : nil
    // Looks that are interrupted everywhere, too.
    if seed.isMultiple(of: 2) { settings.lookSlice = .zero }
    let pattern = folder.path(Bool.random(using: &numbers) ? "*.log*" : "*.log")
    var lines = try await follow(pattern, settings: settings)
    var seen: [String] = []

    for _ in 0..<40 {
      switch Int.random(in: 0..<20, using: &numbers) {
      case 0..<7: writer.writeLines(Int.random(in: 1...5, using: &numbers), using: &numbers)
      case 7..<10: writer.writeHalfLine(using: &numbers)
      case 10..<12: writer.rotate(using: &numbers)
      case 12: writer.lock(using: &numbers)
      case 13:
        writer.unlock()
        await lines.takeBatchIfThereIsOne(writer.finished.count - seen.count)
        writer.story.append("\(seen.count + lines.texts.count) seen")
      case 14:
        writer.unlock()
        await lines.until(texts: writer.finished.count - seen.count)
        writer.story.append("all seen")
      case 15 where writer.hasLink:
        // A file that a link led to, and that was not seen while it did, cannot be found.
        writer.unlock()
        writer.writeLines(1, to: "c", using: &numbers)
        await lines.until(texts: writer.finished.count - seen.count)
        writer.writeLines(3, to: "c", using: &numbers)
        Bool.random(using: &numbers) ? writer.swapLink() : writer.rotateTarget()
      case 15: writer.rotate(using: &numbers)
      case 18: try await writer.compress(using: &numbers)
      case 19:
        // What was not read of it would be gone.
        writer.unlock()
        writer.finishHalfLines()
        await lines.until(texts: writer.finished.count - seen.count)
        writer.remove(using: &numbers)
      case 16:
        let positions = await lines.stop()
        seen += lines.texts
        writer.story.append("stopped, \(seen.count) seen")
        writer.writeLines(2, using: &numbers)
        lines = try await follow(pattern, positions: positions, settings: settings)
      default:
        let positions = await lines.kill()
        seen += lines.texts
        writer.story.append("killed, \(seen.count) seen")
        lines = try await follow(pattern, positions: positions, settings: settings)
      }
    }
    writer.unlock()
    writer.finishHalfLines()
    await lines.until(texts: writer.finished.count - seen.count)
    seen += lines.texts
    #expect(Set(writer.finished).subtracting(seen).sorted() == [], "lost: \(writer.story)")
    #expect(Dictionary(grouping: seen) { $0 }.filter { $1.count > 1 }.keys.sorted() == [], "repeated: \(writer.story)")
    #expect(Set(seen).subtracting(writer.finished).sorted() == [], "made up")
    for (file, lines) in Dictionary(grouping: seen, by: LogWriter.file) {
      let numbers = lines.compactMap(LogWriter.number)
      #expect(numbers == numbers.sorted(), "order in \(file ?? "")")
    }
    _ = await lines.kill()
  }

  /// Numbered lines are written while files are copied and cut off and the inputs are stopped and killed.
  @Test(
    "With truncation no line comes twice, and none is lost that was in the log or its copy",
    arguments: RandomActionTests.seeds
  )
  func truncation(seed: UInt64) async throws {
    let folder = TemporaryFolder()
    var numbers = SeededGenerator(seed: seed &+ 1_000_000)
    var writer = LogWriter(folder: folder)
    var settings = FollowingSettings()
    settings.positionInterval = .milliseconds(1)
    if seed.isMultiple(of: 2) { settings.lookSlice = .zero }
    let pattern = folder.path(Bool.random(using: &numbers) ? "*.log*" : "*.log")
    var lines = try await FollowedLines(files: pattern, settings: settings)
    var seen: [String] = []

    for _ in 0..<40 {
      switch Int.random(in: 0..<16, using: &numbers) {
      case 0..<9: writer.writeLines(Int.random(in: 1...5, using: &numbers), using: &numbers)
      case 9..<11: writer.copyAndTruncate(using: &numbers)
      case 11: await lines.takeBatchIfThereIsOne(writer.finished.count - seen.count)
      case 12..<14: await lines.until(texts: writer.finished.count - seen.count)
      default:
        let positions = Bool.random(using: &numbers) ? await lines.kill() : await lines.stop()
        seen += lines.texts
        lines = try await FollowedLines(files: pattern, positions: positions, settings: settings)
      }
    }
    await lines.until(texts: writer.finished.count - seen.count)
    seen += lines.texts
    #expect(Set(writer.finished).subtracting(seen).sorted() == [], "lost: \(writer.story)")
    #expect(Dictionary(grouping: seen) { $0 }.filter { $1.count > 1 }.keys.sorted() == [], "repeated: \(writer.story)")
    _ = await lines.kill()
  }

  /// Follows files as nobody does, who needs permission to read them.
  private func follow(
    _ pattern: String,
    positions: [String: [UInt8]] = [:],
    settings: FollowingSettings
  ) async throws -> FollowedLines {
    try await FollowedLines(files: pattern, positions: positions, settings: settings, now: Nobody.now)
  }

  /// `make soak` tries 10,000, and `FLEEPD_SEEDS` as many as it says, or the one behind a `=`.
  private static let seeds: Range<UInt64> = {
    let asked = getenv("FLEEPD_SEEDS").map { String(cString: $0) } ?? (getenv("FLEEPD_SOAK") == nil ? "200" : "10000")
    if asked.hasPrefix("="), let seed = UInt64(asked.dropFirst()) { return seed..<(seed + 1) }
    return 0..<(UInt64(asked) ?? 200)
  }()
}
