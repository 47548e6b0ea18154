internal import Inputs
internal import Model
internal import Patterns

/// What the daemon does with a file, up to the engine: it is read in blocks, its lines are recognised, and what a pattern captures becomes text.
enum Scan {
  /// Scans a file for the patterns that another file lists, each an alert of its own, and prints what came of it.
  static func run(patterns file: String, log: String) throws {
    let source = SourceDefinition(name: "log", input: .files(FileInput(patterns: [log])))
    let alerts = try lines(of: file).enumerated().map { index, pattern in
      let condition = LineCondition(source: source.name, match: [pattern])
      return AlertDefinition(name: AlertName("Rule\(index)"), condition: .lines(condition))
    }
    let rules = RuleSet(sources: [source], alerts: alerts, route: RouteDefinition(hook: "none"))
    var events = 0
    var hits = 0
    var fields = 0
    let meter = ReplayMeter()
    let compiled = try SourceRules(source: source, rules: rules)
    let lines = try RecordedLines(RecordedFile(path: log), as: compiled, meter: meter)
    while let batch = try lines.next() {
      events += batch.count
      for event in batch {
        hits += event.hits.count
        fields += event.hits.reduce(0) { $0 + $1.fields.count }
      }
    }
    let read = meter.progress
    print(
      "\(events) lines match, \(hits) times, with \(fields) captures, of \(read.lines) lines and \(read.bytes) bytes"
    )
  }

  /// Searches a file, as it lies in memory, for the first pattern that another lists, and does nothing else.
  static func runBare(patterns file: String, log: String) throws {
    let set = PatternSet(try lines(of: file).prefix(1).map { try Pattern($0) })
    let scanner = PatternScanner(set)
    let input = try Input(log)
    let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 64)
    defer { block.deallocate() }
    var filled = 0
    while case let count = try input.read(into: .init(rebasing: block[filled...])), count > 0 {
      filled += count
      let end = block[..<filled].lastIndex(of: 0x0A).map { $0 + 1 } ?? filled
      scanner.scan(.init(rebasing: block[..<end])) { _ in }
      block.copyBytes(from: block[end..<filled])
      filled -= end
    }
    print("\(scanner.counts.hits) lines match")
  }

  /// Prints what is searched for on behalf of each pattern.
  static func printStrings(patterns file: String) throws {
    let set = PatternSet(try lines(of: file).map { try Pattern($0) })
    for (index, pattern) in set.patterns.enumerated() { print(set.strings(of: index), pattern.text) }
  }

  private static func lines(of path: String) throws -> [String] {
    String(decoding: try Input(path).read(16 << 20), as: UTF8.self).split(separator: "\n").map(String.init)
  }
}
