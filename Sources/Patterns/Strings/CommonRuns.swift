/// The runs of two to four bytes that are most common in logs, as ``FrequencyTable`` folds them.
///
/// Counted in samples of sixteen kinds of systems (LogHub; Zhu et al., ISSRE 2023) and in the lines that fail2ban's filters are tested
/// with, each kind counting the same. `fleepd-bench runs FILE…` makes the table from other samples.
enum CommonRuns {
  /// Runs that are about equally common.
  struct Level {
    /// Minus the binary logarithm of the occurrences in a byte.
    let level: Int
    let runs: [[UInt8]]
  }

  static var levels: [Level] {
    table.split(separator: "\n").map { line in
      let parts = line.split(separator: " ", maxSplits: 2)
      guard parts.count == 3, let length = Int(parts[0]), let level = Int(parts[1]) else {
        preconditionFailure("a line of the table is a length, a level and runs")
      }
      let bytes = parts[2].utf8.map { $0 == UInt8(ascii: "~") ? 0x20 : $0 }
      let runs = stride(from: 0, to: bytes.count, by: length).map { Array(bytes[$0..<$0 + length]) }
      return Level(level: level, runs: runs)
    }
  }
}
