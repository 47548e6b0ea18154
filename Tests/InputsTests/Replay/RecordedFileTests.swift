import Glibc
import Inputs
import Model
import Testing

@Suite("Recorded files", .timeLimit(.minutes(5)), .fewAtOnce)
struct RecordedFileTests {
  private let folder = TemporaryFolder()

  /// What the rules see of a file, and what went wrong after that.
  private func read(_ name: String) throws -> (lines: [String], fault: RecordedFileError?) {
    let source = SourceDefinition(name: "log", input: .standardInput)
    let alert = AlertDefinition(name: "a", condition: .lines(LineCondition(source: "log", match: ["line"])))
    let rules = RuleSet(sources: [source], alerts: [alert], route: RouteDefinition(hook: "ops"))
    let file = try RecordedFile(path: folder.path(name))
    let recorded = try RecordedLines(file, as: try SourceRules(source: source, rules: rules), meter: ReplayMeter())
    var lines: [String] = []
    do throws(RecordedFileError) {
      while let events = try recorded.next() { lines += events.map(\.text) }
    } catch {
      return (lines, error)
    }
    return (lines, nil)
  }

  @Test("A last line without a line feed is a line")
  func noLineFeedAtEnd() throws {
    folder.append("line 1\nline 2", to: "a.log")
    #expect(try read("a.log").lines == ["line 1", "line 2"])
  }

  @Test(
    "What a text begins with is as in a file that is followed: a byte order mark tells the encoding, NULs are skipped"
  )
  func beginnings() throws {
    let text = "line 1\nline 2\n"
    folder.write([0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }, to: "utf16")
    folder.write([0xEF, 0xBB, 0xBF] + Array(text.utf8), to: "utf8")
    folder.write([UInt8](repeating: 0, count: 1 << 20) + Array(text.utf8), to: "nuls")
    for name in ["utf16", "utf8", "nuls"] { #expect(try read(name).lines == ["line 1", "line 2"]) }
  }

  @Test(
    "Compressed files are known by their bytes, whatever their names, and read to the end of their last part",
    arguments: ["gzip -c", "zstd -qc", "xz -c", "bzip2 -c"]
  )
  func compressed(program: String) async throws {
    folder.append("line 1\nline 2\n", to: "one")
    folder.append("line 3\n", to: "two")
    try await run(["sh", "-c", "cd \(folder.path) && \(program) one > a.log && \(program) two >> a.log"])
    let (lines, fault) = try read("a.log")
    #expect(lines == ["line 1", "line 2", "line 3"])
    #expect(fault == nil)
  }

  @Test("A text that begins with the letters of bzip2 is a text, and an empty bzip2 file is none")
  func lettersOfBzip2() async throws {
    for text in ["BZhello line\n", "BZh9 line\n", "BZh line\n"] {
      folder.overwrite(text, in: "a.log")
      #expect(try read("a.log").lines == [String(text.dropLast())])
    }
    folder.append("", to: "empty")
    try await run(["bzip2", folder.path("empty")])
    #expect(try read("empty.bz2").lines == [])
  }

  @Test("Of a compressed file that was cut off the readable part comes, and then what is wrong")
  func cutOff() async throws {
    folder.append((0..<100_000).map { "line \($0)\n" }.joined(), to: "a.log")
    try await run(["gzip", folder.path("a.log")])
    folder.cutOff("a.log.gz", to: folder.bytes(of: "a.log.gz").count / 2)
    let (lines, fault) = try read("a.log.gz")
    #expect(lines.count > 10_000 && lines.count < 90_000)
    #expect(lines.first == "line 0" && fault?.reason.contains("unexpected end of file") == true)
  }

  @Test(
    "What is no regular file is refused: it could be read once only, and folders not at all",
    arguments: ["pipe", "."]
  )
  func otherKinds(name: String) {
    mkfifo(folder.path("pipe"), 0o644)
    #expect(throws: RecordedFileError.self) { try RecordedFile(path: folder.path(name)) }
  }
}
