import ArgumentParser
import Configuration
import Daemon
import Inputs
import Model

struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Says which rules see a line, what they capture and do, and why the others don't.",
    discussion: """
      Without LINE, lines are read from standard input. Every source is tried unless one is named. Exit status 1 when no rule sees any.
      """
  )

  @OptionGroup var option: ConfigurationOption

  @Option(help: "Only this source.")
  var source: String?

  @Flag(help: "Also the rules that no pattern of which matches.")
  var all = false

  @Flag(name: .customLong("json"), help: "Print JSON.")
  var json = false

  @Argument(help: "The line.")
  var line: [String] = []

  func run() throws {
    let configuration = try option.load()
    let recognizers = try configuration.rules.sources.filter { source == nil || $0.name.text == source }
      .map { ($0.name, Recognizer(try SourceRules(source: $0, rules: configuration.rules))) }
    guard !recognizers.isEmpty else {
      Terminal.complain(source.map { "there is no source '\($0)'" } ?? "the configuration has no source")
      throw SystemExit.failure
    }
    let lines =
      line.isEmpty
      ? String(decoding: StandardInput.bytes(), as: UTF8.self).split(separator: "\n").map(String.init)
      : [line.joined(separator: " ")]
    let now = SystemTime().now()
    let explained = lines.map { line in
      ExplainedLine(
        line: line,
        sources: recognizers.map { name, recognizer in
          let explanation = recognizer.explain(line, arrival: now)
          let rules = explanation.rules.filter { all || $0.outcome != .noMatch }
          return ExplainedLine.Source(
            source: name,
            fields: explanation.fields,
            rules: rules.map { rule in
              ExplainedLine.Rule(rule, outlook: rule.outlook(at: explanation.time, rules: configuration.rules))
            }
          )
        }
      )
    }
    if json {
      try Terminal.print(json: explained)
    } else {
      for line in explained { Terminal.print(line.text) }
    }
    if !explained.contains(where: \.isSeen) { throw SystemExit.failure }
  }
}
