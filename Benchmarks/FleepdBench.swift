import Glibc

/// Measures the way from a file to the engine against ripgrep and swatchdog.
@main
struct FleepdBench {
  static func main() {
    do {
      exit(try run(Array(CommandLine.arguments.dropFirst())) ? 0 : 1)
    } catch {
      print("fleepd-bench: \(error)")
      exit(1)
    }
  }

  /// Does what the arguments ask for; false where something was found to be wrong.
  private static func run(_ arguments: [String]) throws -> Bool {
    switch arguments.first {
    case nil:
      let isAgreed = try TemporaryFolder.with { try Comparison(folder: $0).run() }
      return RealCheck().run() && isAgreed
    case "real": return RealCheck().run()
    case "replay" where arguments.count == 2:
      return try TemporaryFolder.with { try ReplaySpeed(program: arguments[1]).run(in: $0) }
    case "replay-corpus" where arguments.count == 3 && Int(arguments[2]) ?? 0 > 0:
      let share = Int(arguments[2]) ?? 0
      print(try ReplayCorpus.make(in: arguments[1], bytes: ReplaySpeed.size, oneIn: share).configuration)
    case "scan" where arguments.count == 3: try Scan.run(patterns: arguments[1], log: arguments[2])
    case "bare-scan" where arguments.count == 3: try Scan.runBare(patterns: arguments[1], log: arguments[2])
    case "strings" where arguments.count == 2: try Scan.printStrings(patterns: arguments[1])
    case "runs": print(try CommonRunsTable.source(from: Array(arguments.dropFirst())), terminator: "")
    default:
      print(
        """
        usage: fleepd-bench                     compares fleepd with ripgrep and swatchdog
               fleepd-bench real                compares the scanner with PCRE2 alone on patterns of logcheck and fail2ban
               fleepd-bench replay FLEEPD       compares 'fleepd replay' with the bare scan
               fleepd-bench replay-corpus DIR N makes the log and the rules, one line in N for a rule
               fleepd-bench scan PATTERNS FILE  scans a file for the patterns that another lists, one a line
               fleepd-bench bare-scan PATTERNS FILE  searches for the first of them and does nothing else
               fleepd-bench strings PATTERNS    prints the strings that are searched for on behalf of each pattern
               fleepd-bench runs FILE...        prints the table of common runs for samples of logs
        """
      )
      exit(64)
    }
    return true
  }
}
