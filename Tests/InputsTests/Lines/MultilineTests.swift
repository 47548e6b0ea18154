import Inputs
import Model
import Testing

@Suite("Events of several lines", .timeLimit(.minutes(5)), .fewAtOnce)
struct MultilineTests {
  let folder = TemporaryFolder()

  private func follow(
    _ multiline: Multiline,
    positions: [String: [UInt8]] = [:],
    maxLineLength: Int = 1 << 20,
    settings: FollowingSettings = FollowingSettings()
  ) async throws -> FollowedLines {
    let source = SourceDefinition(
      name: "log",
      input: .files(FileInput(patterns: [folder.path("*.log")])),
      multiline: multiline,
      maxLineLength: ByteCount(maxLineLength)
    )
    return try await FollowedLines([source], match: "(?s).", positions: positions, settings: settings)
  }

  private static let patient = Duration.minutes(10)

  @Test("A stack trace is one event; lines before the first start stand alone")
  func startPattern() async throws {
    let lines = try await follow(Multiline(start: #"^\d{4}-"#, timeout: Self.patient))
    folder.append("left over\n2026-1 fail\n  at a\r\n  at b\n2026-2 next\n2026-3 last\n", to: "a.log")
    #expect(await lines.lines(3) == ["left over", "2026-1 fail\n  at a\n  at b", "2026-2 next"])
  }

  @Test("Indented lines go on, a line that ends with a backslash is gone on with, an end mark ends")
  func otherPatterns() async throws {
    let indented = try await follow(Multiline(continuation: #"^\s"#, timeout: Self.patient))
    folder.append("a\n b\n c\nd\n", to: "a.log")
    #expect(await indented.lines(1) == ["a\n b\n c"])
    let backslash = try await follow(Multiline(end: #"[^\\]$"#, timeout: Self.patient))
    folder.append("e \\\nf\ng\n", to: "a.log")
    #expect(await backslash.lines(2) == ["e \\\nf", "g"])
  }

  @Test("The last event comes after the timeout, and each new line starts it anew")
  func timeout() async throws {
    let lines = try await follow(Multiline(start: "^x", timeout: .seconds(3)))
    folder.append("x 1\n", to: "a.log")
    folder.append("y 2\n", to: "a.log")
    #expect(await lines.lines(1) == ["x 1\ny 2"])
  }

  @Test("An event is never longer than its limits, and what follows is read")
  func limits() async throws {
    let lines = try await follow(Multiline(start: "^x", maxLines: 3, timeout: Self.patient), maxLineLength: 100)
    folder.append("x\n1\n2\n3\nx\n\(String(repeating: "a\n", count: 2))x\n", to: "a.log")
    #expect(await lines.lines(3) == ["x\n1\n2", "3", "x\na\na"])
    folder.append(String(repeating: "b", count: 60) + "\n" + String(repeating: "c", count: 60) + "\nx\n", to: "a.log")
    #expect(
      await Array(lines.lines(5).dropFirst(3)) == [
        "x\n" + String(repeating: "b", count: 60), String(repeating: "c", count: 60),
      ]
    )
  }

  @Test("An event of ten thousand lines comes in parts of 500 lines, and nothing of it is lost")
  func longEvent() async throws {
    let lines = try await follow(Multiline(continuation: "^ ", timeout: Self.patient))
    let count = 10_000
    folder.append("x\n" + (1..<count).map { " \($0)\n" }.joined() + "y\nz\n", to: "a.log")
    await lines.until { lines.texts.last == "y" }
    #expect(lines.texts.dropLast().map { $0.split(separator: "\n").count } == Array(repeating: 500, count: count / 500))
    #expect(
      lines.texts.dropLast().joined(separator: "\n") == "x\n" + (1..<count).map { " \($0)" }.joined(separator: "\n")
    )
  }

  @Test("An event that a rotation splits is two: what is in the old file, and what is in the new one")
  func rotation() async throws {
    var settings = FollowingSettings()
    settings.renamedGrace = .milliseconds(50)
    let lines = try await follow(Multiline(start: "^x", timeout: Self.patient), settings: settings)
    folder.append("x 1\n 2\n", to: "a.log")
    await lines.until(status: { $0.counts.bytes == 0 && $0.lag.bytes == 0 && $0.files == 1 })
    folder.move("a.log", to: "a.log.1")
    folder.append(" 3\nx 4\nx 5\n", to: "a.log")
    #expect(Set(await lines.lines(3)) == ["x 1\n 2", " 3", "x 4"])
  }

  @Test("Two files that are written in turn are never joined")
  func twoFiles() async throws {
    let lines = try await follow(Multiline(start: "^x", timeout: Self.patient))
    for text in ["x", " 1", " 2", "x"] {
      folder.append("\(text)\n", to: "a.log")
      folder.append("\(text)\n", to: "b.log")
    }
    #expect(await lines.lines(2) == ["x\n 1\n 2", "x\n 1\n 2"])
  }

  @Test("A stop in the middle of an event loses nothing of it")
  func restart() async throws {
    let multiline = Multiline(start: "^x", timeout: Self.patient)
    let first = try await follow(multiline)
    folder.append("x 1\n", to: "a.log")
    folder.append("x 2\n 3\n", to: "a.log")
    _ = await first.lines(1)
    await first.until(status: { $0.lag.bytes == 0 })
    let second = try await follow(multiline, positions: await first.stop())
    folder.append(" 4\nx 5\n", to: "a.log")
    #expect(await second.lines(1) == ["x 2\n 3\n 4"])
  }
}
