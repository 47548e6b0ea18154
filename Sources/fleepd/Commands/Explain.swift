import ArgumentParser
import Configuration
import Daemon
import Inputs
import Model

struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Says which rules see a line, what they capture, and why the others don't.",
    discussion: "Without LINE, lines are read from standard input. Every source is tried unless one is named."
  )

  @OptionGroup var option: ConfigurationOption

  @Option(help: "Only this source.")
  var source: String?

  @Flag(help: "Also the rules that no pattern of which matches.")
  var all = false

  @Argument(help: "The line.")
  var line: [String] = []

  func run() throws {
    let configuration = try option.load()
    let sources = configuration.rules.sources.filter { source == nil || $0.name.text == source }
    guard !sources.isEmpty else {
      Terminal.complain("there is no source '\(source ?? "")'")
      throw SystemExit.failure
    }
    let lines =
      line.isEmpty
      ? String(decoding: StandardInput.bytes(), as: UTF8.self).split(separator: "\n").map(String.init)
      : [line.joined(separator: " ")]
    let now = SystemTime().now()
    var seen = false
    for line in lines {
      Terminal.print(line)
      for source in sources {
        let recognizer = Recognizer(try SourceRules(source: source, rules: configuration.rules))
        let explanation = recognizer.explain(line, arrival: now)
        seen = seen || explanation.rules.contains { $0.isSeen }
        Terminal.print("  as a line of \(source.name):")
        if !explanation.fields.isEmpty { Terminal.print("    fields: \(described(explanation.fields))") }
        let rules = explanation.rules.filter { all || $0.outcome != .noMatch }
        for rule in rules { Terminal.print("    \(described(rule.target)): \(described(rule.outcome))") }
        if rules.isEmpty { Terminal.print("    no rule sees it") }
      }
    }
    if !seen { throw SystemExit.failure }
  }

  private func described(_ target: LineEvent.Target) -> String {
    switch target {
    case .alert(let name): "alert \(name)"
    case .resolve(let name): "alert \(name), resolve"
    case .arrival(let name): "alert \(name), without"
    case .metric(let name): "metric \(name)"
    case .section(let summary, let index): "summary \(summary), section \(index + 1)"
    }
  }

  private func described(_ outcome: Explanation.Outcome) -> String {
    switch outcome {
    case .sees(let pattern, let fields):
      "sees it" + (pattern.map { " by '\($0)'" } ?? "") + (fields.isEmpty ? "" : ", with \(described(fields))")
    case .noMatch: "no pattern matches"
    case .exempt(_, let unless): "would see it, but for unless '\(unless)'"
    case .conditionNotMet(_, let fields): "would see it, but where does not hold for \(described(fields))"
    }
  }

  private func described(_ fields: [String: String]) -> String {
    fields.sorted { $0.key < $1.key }.map { "\($0.key)='\($0.value)'" }.joined(separator: " ")
  }
}

extension Explanation.Rule {
  fileprivate var isSeen: Bool {
    guard case .sees = outcome else { return false }
    return true
  }
}
