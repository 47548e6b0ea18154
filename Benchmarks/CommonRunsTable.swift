internal import Patterns

/// Makes the table of the runs of bytes that are most common in logs, which ships with `Patterns`.
enum CommonRunsTable {
  /// How many runs of each length the table has.
  private static let sizes = [2: 500, 3: 1_600, 4: 3_600]
  private static let lineLength = 108

  /// The table's source for some samples, each of which counts the same however long it is.
  static func source(from paths: [String]) throws -> String {
    var rates: [[UInt8]: Double] = [:]
    for path in paths {
      let bytes = try Input(path).read(16 << 20).map(FrequencyTable.folded)
      for length in sizes.keys {
        for start in bytes.indices.dropLast(length) {
          let run = Array(bytes[start..<start + length])
          // A blank is written as a tilde, so that no line of the source ends with one.
          guard run.allSatisfy({ (0x20..<0x7E).contains($0) }) else { continue }
          rates[run, default: 0] += 1 / Double(bytes.count * paths.count)
        }
      }
    }
    var lines: [String] = []
    for (length, size) in sizes.sorted(by: { $0.key < $1.key }) {
      let common = rates.filter { $0.key.count == length }.sorted { $0.value > $1.value }.prefix(size)
      let levels = Dictionary(grouping: common) { FrequencyTable.level(ofRate: $0.value) }
      for (level, runs) in levels.sorted(by: { $0.key < $1.key }) {
        let texts = runs.map { String(decoding: $0.key, as: UTF8.self).replacing(" ", with: "~") }.sorted()
        let perLine = lineLength / length
        for start in stride(from: 0, to: texts.count, by: perLine) {
          lines.append("\(length) \(level) \(texts[start..<min(start + perLine, texts.count)].joined())")
        }
      }
    }
    return lines.map { "    \($0)\n" }.joined()
  }
}
