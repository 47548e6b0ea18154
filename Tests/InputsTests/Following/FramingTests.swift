import Inputs
import Model
import Testing

@Suite("Lines of followed files", .timeLimit(.minutes(5)), .fewAtOnce)
struct FramingTests {
  let folder = TemporaryFolder()

  @Test("Empty lines are lines, and the place behind them is right")
  func emptyLines() async throws {
    let first = try await FollowedLines(files: folder.path("a.log"))
    folder.append("line 1\n\n\n\n", to: "a.log")
    #expect(await first.lines(1) == ["line 1"])
    #expect(await first.status().counts.lines == 4)
    let positions = await first.stop()
    folder.append("\nline 2\n", to: "a.log")
    let second = try await FollowedLines(files: folder.path("a.log"), positions: positions)
    #expect(await second.lines(1) == ["line 2"])
    #expect(await second.status().counts.lines == 2)
  }

  @Test("A carriage return before the line feed is no part of a line, wherever a read ends", arguments: 6...10)
  func carriageReturns(turn: Int) async throws {
    var settings = FollowingSettings()
    settings.turn = ByteCount(turn)
    let lines = try await FollowedLines(files: folder.path("a.log"), match: #"^line \d$"#, settings: settings)
    folder.append("line 1\r\nline 2\r\nline 3\r\n", to: "a.log")
    #expect(await lines.lines(3) == ["line 1", "line 2", "line 3"])
    #expect(await lines.status().counts.lines == 3)
  }

  @Test("Lines that are too long are cut and counted, the others are whole, and the place is right")
  func limit() async throws {
    let pattern = folder.path("a.log")
    let first = try await FollowedLines(files: pattern, maxLineLength: 10)
    let long = "line" + String(repeating: "x", count: 1_700_000)
    folder.append(
      ["line1", "line 1234567890x", "line1234567", long, "line123456", ""].joined(separator: "\n"),
      to: "a.log"
    )
    let texts = ["line1", "line 12345 […]", "line123456 […]", "linexxxxxx […]", "line123456"]
    #expect(await first.lines(5) == texts)
    folder.append("line2\n", to: "a.log")
    #expect(await first.lines(6) == texts + ["line2"])
    #expect(await first.status().counts.cutLines == 3)
    let positions = await first.stop()
    folder.append("line3\n", to: "a.log")
    let second = try await FollowedLines(files: pattern, maxLineLength: 10, positions: positions)
    #expect(await second.lines(1) == ["line3"])
  }

  @Test("200 MB without a line feed are one line that is cut, and the next one comes")
  func endlessLine() async throws {
    let lines = try await FollowedLines(files: folder.path("a.log"), maxLineLength: 1000)
    folder.append("line ", to: "a.log")
    folder.cutOff("a.log", to: 200 << 20)
    folder.append("\nline 2\n", to: "a.log")
    #expect(await lines.lines(2).map(\.utf8.count) == [1000 + " […]".utf8.count, 6])
    #expect(await lines.status().counts.cutLines == 1)
    #expect(lines.texts.last == "line 2")
  }

  @Test("Ten thousand lines in one write and one line in many writes come as they are")
  func writes() async throws {
    let lines = try await FollowedLines(files: folder.path("a.log"))
    let many = (1...10_000).map { "line \($0)" }
    folder.append(many.map { $0 + "\n" }.joined(), to: "a.log")
    #expect(await lines.lines(10_000) == many)
    for character in "line last\n" { folder.append(String(character), to: "a.log") }
    #expect(await lines.lines(10_001).last == "line last")
  }

  @Test("A file at full speed delays a quiet one by a turn of its own")
  func fairness() async throws {
    var settings = FollowingSettings()
    settings.turn = ByteCount(1000)
    settings.waitingLines = 100_000
    folder.append((0..<20_000).map { "line busy \($0)\n" }.joined(), to: "a.log")
    folder.append("line quiet\n", to: "b.log")
    let lines = try await FollowedLines(files: folder.path("*.log"), from: .beginning, settings: settings)
    await lines.until { lines.texts.contains("line quiet") }
    let place = try #require(lines.texts.firstIndex(of: "line quiet"))
    #expect(place < 1000)
    #expect(await lines.lines(20_001).count == 20_001)
  }
}
