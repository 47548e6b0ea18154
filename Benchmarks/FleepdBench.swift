/// Measures the way from a file to the engine against ripgrep and swatchdog.
@main
struct FleepdBench {
  static func main() throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    switch arguments.first {
    case "scan" where arguments.count >= 3: try Scan.run(patterns: arguments[1], file: arguments[2])
    case "make" where arguments.count == 4:
      _ = try Corpus.make(at: arguments[1], bytes: (Int(arguments[3]) ?? 400) * 1_000_000)
      let templates = Rules.templates(Int(arguments[2].split(separator: ".").last ?? "") ?? 100)
      for isNamed in [true, false] {
        let patterns = templates.map { $0.pattern(isNamed: isNamed) }
        try Output(arguments[2] + (isNamed ? "" : ".rg")).write(Array(patterns.joined(separator: "\n").utf8))
      }
    case "strings": try Scan.printStrings(patterns: arguments[1])
    case "runs": print(try CommonRunsTable.source(from: Array(arguments.dropFirst())), terminator: "")
    default: print("usage")
    }
  }
}
