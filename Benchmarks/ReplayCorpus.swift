import FoundationEssentials

/// A log of a week with a time in each line, some of them for one of a hundred rules, and the rules' configuration.
struct ReplayCorpus {
  let configuration: String
  let patterns: String
  let log: String
  let bytes: Int

  /// Makes a log of about the given size, of whose lines one in so many is for a rule.
  static func make(in folder: String, bytes size: Int, oneIn share: Int, seed: UInt64 = 13) throws -> ReplayCorpus {
    let rules = Rules.templates(100)
    let configuration = "\(folder)/fleepd.yaml"
    try write(mainFile, to: configuration)
    try write(ruleFile(rules, log: "\(folder)/week.log"), to: "\(folder)/rules.yaml")
    let patterns = "\(folder)/patterns"
    try write(rules.map { $0.pattern(isNamed: true) }.joined(separator: "\n"), to: patterns)
    let bytes = try writeLog("\(folder)/week.log", bytes: size, rules, oneIn: share, seed: seed)
    return ReplayCorpus(configuration: configuration, patterns: patterns, log: "\(folder)/week.log", bytes: bytes)
  }

  private static let mainFile = """
    hooks:
      ops: {url: 'http://127.0.0.1:9/hook/nobody-listens-there00'}
    route: {hook: ops, group_by: [alert]}
    rule_files: [rules.yaml]

    """

  private static func ruleFile(_ rules: [Template], log: String) -> String {
    let alerts = rules.enumerated().map { index, rule in
      let pattern = rule.pattern(isNamed: true).replacing("'", with: "''")
      let by = rule.captures.first.map { ", by: [\($0)]" } ?? ""
      // A quarter each: every line, a threshold, a pause, both.
      let limits = [
        "", ", threshold: 3, window: 10m", ", resolve_after: 15m", ", threshold: 2, window: 1h, resolve_after: 5m",
      ]
      return "  - {alert: Rule\(index), source: log, match: '\(pattern)'\(by)\(limits[index % limits.count])}"
    }
    return """
      sources:
        log: {files: ['\(log)'], time: {format: '%Y-%m-%dT%H:%M:%S.%f%z'}}
      alerts:
      \(alerts.joined(separator: "\n"))

      """
  }

  private static func writeLog(
    _ path: String,
    bytes size: Int,
    _ rules: [Template],
    oneIn share: Int,
    seed: UInt64
  ) throws -> Int {
    var generator = SeededGenerator(seed: seed)
    let kinds = BackgroundLines.kinds.flatMap { Array(repeating: $0.templates, count: $0.weight) }
    let file = try Output(path)
    var block: [UInt8] = []
    var written = 0
    while written < size {
      block.removeAll(keepingCapacity: true)
      while block.count < 4 << 20 {
        let second = Int(Double(written + block.count) / Double(size) * 7 * 86_400)
        block += stamp(second, with: &generator)
        let isPlanted = generator.number(below: share) == 0
        let template = isPlanted ? generator.pick(rules) : generator.pick(generator.pick(kinds))
        template.append(to: &block, with: &generator)
        block.append(0x0A)
      }
      try file.write(block)
      written += block.count
    }
    return written
  }

  private static func stamp(_ second: Int, with generator: inout SeededGenerator) -> [UInt8] {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let (day, rest) = second.quotientAndRemainder(dividingBy: 86_400)
    let time = "\(two(rest / 3600)):\(two(rest / 60 % 60)):\(two(rest % 60))"
    return Array("2026-11-\(two(16 + day))T\(time).\(100_000 + generator.number(below: 900_000))+00:00 ".utf8)
  }

  private static func write(_ text: String, to path: String) throws {
    try Output(path).write(Array(text.utf8))
  }
}
