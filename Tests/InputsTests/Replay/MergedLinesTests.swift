import Foundation
import Inputs
import Model
import TestSupport
import Testing

@Suite("Recorded files, merged")
struct MergedLinesTests {
  private let folder = TemporaryFolder()
  private let meter = ReplayMeter()

  @Test("lines of all files come in the order of time, whichever is given first")
  func order() throws {
    let logs = try [log("b", [20, 40, 60]), log("a", [10, 30, 50]), log("c", [5, 70])]
    #expect(try seconds(of: logs) == [5, 10, 20, 30, 40, 50, 60, 70])
    #expect(meter.progress.lines == 8)
  }

  @Test("a line that is out of order comes at its place, and lines of one moment stay in their order")
  func disorder() throws {
    let logs = try [log("a", [1, 3, 2, 2, 9, 4]), log("b", [2, 5])]
    var merged = MergedLines(logs, meter: meter)
    var texts: [String] = []
    while let event = try merged.next() { texts.append(event.text) }
    #expect(texts == ["1 a0", "2 a2", "2 a3", "2 b0", "3 a1", "4 a5", "5 b1", "9 a4"])
  }

  @Test("a file is opened when the time of its first line has come")
  func late() throws {
    let logs = try [log("new", [100]), log("old", [1, 2, 3])]
    try FileManager.default.removeItem(atPath: logs[0].file.path)
    var merged = MergedLines(logs, meter: meter)
    for _ in 0..<3 { #expect(try merged.next() != nil) }
    #expect(throws: RecordedFileError.self) { try merged.next() }
  }

  @Test("of a long file only the lines that come next are in memory")
  func bounded() throws {
    let long = try log("long", Array(0..<100_000))
    var merged = MergedLines([long], meter: meter)
    #expect(try merged.next() != nil)
    #expect(meter.progress.lines < 50_000)
  }

  @Test("no line that matches is held until the file's end, where few do")
  func sparse() throws {
    let path = "\(folder.path)/sparse"
    let between = String(repeating: String(repeating: "x", count: 4_095) + "\n", count: 6_000)
    try "1 sparse\n2 sparse\n\(between)3 sparse\n".write(toFile: path, atomically: true, encoding: .utf8)
    var merged = MergedLines([try recorded(path, begin: 1)], meter: meter)
    #expect(try merged.next()?.text == "1 sparse")
    #expect(meter.progress.bytes < 20 << 20)
    #expect(try merged.next()?.text == "2 sparse")
    #expect(try merged.next()?.text == "3 sparse")
  }

  @Test("random files give what sorting all their lines gives", arguments: 0..<6 as Range<UInt64>)
  func random(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var all: [(second: Int, text: String)] = []
    var logs: [RecordedLog] = []
    for file in ["a", "b", "c"] {
      let start = Int.random(in: 0...2_000, using: &generator)
      // A file may be out of order, but not before its first line.
      let seconds = [start] + (1..<2_500).map { start + $0 + Int.random(in: 0...200, using: &generator) }
      logs.append(try log(file, seconds))
      all += seconds.enumerated().map { ($0.element, "\($0.element) \(file)\($0.offset)") }
    }
    var merged = MergedLines(logs, meter: meter)
    var texts: [String] = []
    while let event = try merged.next() { texts.append(event.text) }
    #expect(texts.count == all.count)
    #expect(Set(texts) == Set(all.map(\.text)))
    let seconds = texts.compactMap { $0.split(separator: " ").first.flatMap { Int($0) } }
    #expect(seconds == all.map(\.second).sorted())
  }

  private func seconds(of logs: [RecordedLog]) throws -> [Int] {
    var merged = MergedLines(logs, meter: meter)
    var seconds: [Int] = []
    while let event = try merged.next() { seconds.append(Int(event.time.seconds)) }
    return seconds
  }

  /// A file whose lines are a number of seconds since the epoch, the file's name and the line's number.
  private func log(_ name: String, _ seconds: [Int]) throws -> RecordedLog {
    let path = "\(folder.path)/\(name)"
    let text = seconds.enumerated().map { "\($0.element) \(name)\($0.offset)\n" }.joined()
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    return try recorded(path, begin: seconds[0])
  }

  /// A file whose lines that hold its name are seen.
  private func recorded(_ path: String, begin: Int) throws -> RecordedLog {
    let source = SourceDefinition(
      name: "log",
      input: .files(FileInput(patterns: [path])),
      time: EventTime(format: "%s")
    )
    let name = URL(fileURLWithPath: path).lastPathComponent
    let alert = AlertDefinition(name: "Any", condition: .lines(LineCondition(source: "log", match: [name])))
    let rules = RuleSet(sources: [source], alerts: [alert], route: RouteDefinition(hook: "ops"))
    return RecordedLog(
      file: try RecordedFile(path: path),
      rules: try SourceRules(source: source, rules: rules),
      begin: Instant(seconds: Double(begin))
    )
  }
}
