/// A program that looks for patterns in a file.
enum Tool: String, CaseIterable {
  case fleepd
  case ripgrep
  case swatchdog

  /// How much of the log it gets, so that it takes some seconds at most.
  func megabytes(patterns: Int) -> Int {
    switch self {
    case .fleepd: 400
    case .ripgrep: patterns > 100 ? 64 : 400
    case .swatchdog: patterns > 100 ? 3 : 24
    }
  }

  func command(for rules: RuleFiles, log: String, folder: String) -> Command {
    switch self {
    case .fleepd: Command("/proc/self/exe", "scan", rules.patterns, log)
    case .ripgrep:
      Command("rg", "--no-config", "--no-unicode", "--threads", "1", "--count", "--file", rules.unnamedPatterns, log)
    case .swatchdog:
      Command("swatchdog", "--config-file=\(rules.swatchdog)", "--examine=\(log)", "--script-dir=\(folder)")
    }
  }

  /// The lines that it found to match.
  func matchingLines(in output: String) -> Int? {
    switch self {
    case .fleepd: output.split(separator: " ").first.flatMap { Int($0) }
    case .ripgrep: Int(output.split(separator: "\n").first ?? "0")
    case .swatchdog: nil
    }
  }
}
