/// The same patterns on the same log, by each tool: bytes per second of CPU time, which is what one core does.
struct Comparison {
  let folder: String

  /// Prints a line per tool and number of patterns; false where tools disagree about the lines that match.
  func run() throws -> Bool {
    let log = try Corpus.make(at: "\(folder)/log", bytes: 400_000_000)
    let empty = "\(folder)/empty"
    _ = try Output(empty)
    print(
      "Log of \(log.bytes / 1_000_000) MB, in the page cache; MB/s for each second of CPU time, start-up not counted.\n"
    )
    print("patterns  tool            MB/s   peak MB   ready after   fleepd is")
    var isAgreed = true
    for count in [1, 10, 100, 1_000] {
      let rules = try RuleFiles(count: count, folder: folder)
      var own: Double?
      for tool in Tool.allCases {
        let slice = try log.slice(at: "\(folder)/slice", bytes: tool.megabytes(patterns: count) * 1_000_000)
        let start = try run(tool, rules: rules, log: empty)
        let run = try run(tool, rules: rules, log: slice.path)
        let speed = Double(slice.bytes) / 1e6 / max(run.cpuSeconds - start.cpuSeconds, 0.001)
        let ratio = own.map { "\(($0 / speed * 10).rounded() / 10) x" } ?? ""
        own = own ?? speed
        print(
          "\(count)".padded(to: 8),
          " ",
          tool.rawValue.padded(to: -11),
          "\((speed * 10).rounded() / 10)".padded(to: 8),
          "\(run.peakMegabytes.rounded())".padded(to: 8),
          "\((start.cpuSeconds * 1_000).rounded()) ms".padded(to: 12),
          ratio.padded(to: 10)
        )
        if let lines = tool.matchingLines(in: run.output) {
          let ours = try self.run(.fleepd, rules: rules, log: slice.path)
          if Tool.fleepd.matchingLines(in: ours.output) != lines {
            print("  but \(tool.rawValue) finds \(lines) lines, and fleepd \(ours.output)")
            isAgreed = false
          }
        }
      }
    }
    return isAgreed
  }

  /// The better of two runs.
  private func run(_ tool: Tool, rules: RuleFiles, log: String) throws -> Command.Result {
    let command = tool.command(for: rules, log: log, folder: folder)
    let first = try command.run(outputAt: "\(folder)/output")
    let second = try command.run(outputAt: "\(folder)/output")
    return first.cpuSeconds < second.cpuSeconds ? first : second
  }
}

extension String {
  /// The text with blanks before it, or behind it where the width is negative.
  fileprivate func padded(to width: Int) -> String {
    let blanks = String(repeating: " ", count: max(0, abs(width) - count))
    return width < 0 ? self + blanks : blanks + self
  }
}
