import Glibc
import Inputs
import Model
import Testing

@Suite("Encodings", .timeLimit(.minutes(5)), .fewAtOnce)
struct EncodingTests {
  let folder = TemporaryFolder()
  private static let texts = ["line 1", "line é€😀", "line \u{010A}\u{0A00}x", "line 4"]

  private func utf16(_ text: String, isBigEndian: Bool) -> [UInt8] {
    text.utf16.flatMap { unit in
      let bytes = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
      return isBigEndian ? bytes : bytes.reversed()
    }
  }

  @Test(
    "UTF-16 gives the lines of its UTF-8 twin, by its mark, over any edge and a restart",
    arguments: [true, false],
    ["\n", "\r\n"]
  )
  func utf16(isBigEndian: Bool, end: String) async throws {
    let text = "\u{FEFF}" + Self.texts.map { $0 + end }.joined()
    let bytes = utf16(text, isBigEndian: isBigEndian)
    var settings = FollowingSettings()
    settings.turn = ByteCount(7)
    let first = try await FollowedLines(files: folder.path("*.log"), settings: settings)
    folder.write(bytes, to: "a.log")
    #expect(await first.lines(4) == Self.texts)
    let positions = await first.stop()
    folder.write(utf16("line 5\(end)line", isBigEndian: isBigEndian), to: "a.log")
    let second = try await FollowedLines(files: folder.path("*.log"), positions: positions, settings: settings)
    #expect(await second.lines(1) == ["line 5"])
    folder.write(utf16(" 6\(end)", isBigEndian: isBigEndian), to: "a.log")
    #expect(await second.lines(2) == ["line 5", "line 6"])
  }

  @Test(
    "UTF-16 without a mark is read as the source says, whichever its order and its line ends",
    arguments: [true, false],
    ["\n", "\r\n"]
  )
  func unmarkedUTF16(isBigEndian: Bool, end: String) async throws {
    let source = SourceDefinition(
      name: "log",
      input: .files(FileInput(patterns: [folder.path("*.log")])),
      encoding: isBigEndian ? "UTF-16BE" : "UTF-16"
    )
    let lines = try await FollowedLines([source])
    folder.write(utf16(Self.texts.map { $0 + end }.joined(), isBigEndian: isBigEndian), to: "a.log")
    #expect(await lines.lines(4) == Self.texts)
  }

  @Test("Colours, tabs and control characters stay in a line, and patterns see them")
  func controlCharacters() async throws {
    let lines = try await FollowedLines(files: folder.path("*.log"), match: #"\x1B\[31mERROR\x1B\[0m\t\x07"#)
    let text = "12:00 \u{1B}[31mERROR\u{1B}[0m\t\u{07}disk \u{202E}kcab\u{200F} 😀"
    folder.append("\(text)\n", to: "a.log")
    #expect(await lines.lines(1) == [text])
  }

  @Test("At the first start a UTF-16 file too is read from after its last line feed")
  func utf16FromEnd() async throws {
    folder.write(utf16("\u{FEFF}line old\nline ha", isBigEndian: false), to: "a.log")
    let lines = try await FollowedLines(files: folder.path("*.log"))
    folder.write(utf16("lf\n", isBigEndian: false), to: "a.log")
    #expect(await lines.lines(1) == ["line half"])
  }

  @Test(
    "A UTF-16 file that was copied and cut off is read on, though its program writes no second mark, over a restart too",
    arguments: [false, true]
  )
  func utf16CutOff(isBigEndian: Bool) async throws {
    let lines = try await FollowedLines(files: folder.path("*.log"))
    folder.write(utf16("\u{FEFF}line 1\nline 2\n", isBigEndian: isBigEndian), to: "a.log")
    #expect(await lines.lines(2) == ["line 1", "line 2"])
    folder.write(folder.bytes(of: "a.log"), to: "a.log.1")
    folder.cutOff("a.log")
    folder.write(utf16("line 3\r\n", isBigEndian: isBigEndian), to: "a.log")
    #expect(await lines.lines(3).last == "line 3")
    let positions = await lines.stop()
    folder.write(utf16("line 4\n", isBigEndian: isBigEndian), to: "a.log")
    let restarted = try await FollowedLines(files: folder.path("*.log"), positions: positions)
    #expect(await restarted.lines(1) == ["line 4"])
  }

  @Test("A byte order mark of UTF-8 is no part of the first line")
  func utf8Mark() async throws {
    let lines = try await FollowedLines(files: folder.path("*.log"), match: "^line")
    folder.write([0xEF], to: "a.log")
    folder.write([0xBB, 0xBF] + Array("line 1\n".utf8), to: "a.log")
    #expect(await lines.lines(1) == ["line 1"])
  }

  @Test("A named encoding is decoded, and joined to events as UTF-8 is")
  func namedEncoding() async throws {
    let source = SourceDefinition(
      name: "log",
      input: .files(FileInput(patterns: [folder.path("*.log")])),
      multiline: Multiline(start: "^café", timeout: .minutes(10)),
      encoding: "ISO-8859-1"
    )
    let lines = try await FollowedLines([source], match: "café")
    folder.write(Array("caf".utf8) + [0xE9, 0x0A, 0x20, 0xFC, 0x0A] + Array("caf".utf8) + [0xE9, 0x0A], to: "a.log")
    #expect(await lines.lines(1) == ["café\n ü"])
  }

  @Test(
    "An encoding that nobody knows, or whose lines cannot be found, is refused",
    arguments: ["EBCDIC-42-X", "UTF-32"]
  )
  func unknownEncoding(name: String) async {
    let source = SourceDefinition(name: "log", input: .standardInput, encoding: name)
    #expect(throws: (any Error).self) {
      try SourceRules(source: source, rules: RuleSet(route: RouteDefinition(hook: "ops")))
    }
  }

  @Test("NULs that a truncated file begins with are skipped, and the first line behind them is whole")
  func leadingNULs() async throws {
    let lines = try await FollowedLines(files: folder.path("*.log"))
    folder.append("line 1 of the old part\n", to: "a.log")
    _ = await lines.lines(1)
    folder.overwrite("", in: "a.log")
    folder.cutOff("a.log", to: 10 << 20)
    folder.append("line 2\nline\u{0}3\n", to: "a.log")
    #expect(await lines.lines(3) == ["line 1 of the old part", "line 2", "line\u{0}3"])
    #expect(await lines.status().counts.skippedNULs == 10 << 20)
  }

  @Test("A line of any length does not stop the file, nor cost memory; it is cut, marked and counted once")
  func longLine() async throws {
    var settings = FollowingSettings()
    settings.turn = ByteCount(64 << 10)
    let lines = try await FollowedLines(files: folder.path("*.log"), maxLineLength: 1000, settings: settings)
    folder.append("line " + String(repeating: "x", count: 3_000_000), to: "a.log")
    #expect(await lines.lines(1) == ["line " + String(repeating: "x", count: 995) + " […]"])
    let positions = await lines.stop()
    folder.append("line y\nline 2\n", to: "a.log")
    let next = try await FollowedLines(files: folder.path("*.log"), maxLineLength: 1000, positions: positions)
    #expect(await next.lines(1) == ["line 2"])
  }
}
