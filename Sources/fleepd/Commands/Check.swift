import ArgumentParser
import Configuration
import Model

struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Checks the configuration, as a compiler does.",
    discussion: """
      Prints every error of every file with its place. With FILEs, these rule files are checked, with the main \
      file's hooks and route where it is there. Exit status 1 when something is wrong; warnings alone are not wrong.
      """
  )

  @OptionGroup var option: ConfigurationOption

  @Flag(name: .customLong("json"), help: "Print the diagnostics as JSON.")
  var json = false

  @Argument(help: "Rule files to check.", completion: .file(extensions: ["yaml", "yml"]))
  var files: [String] = []

  func run() throws {
    let result =
      files.isEmpty
      ? ConfigurationLoader.load(path: option.path)
      : ConfigurationLoader.check(ruleFiles: files, mainFile: option.path)
    if json {
      try Terminal.print(json: result.diagnostics)
    } else {
      for diagnostic in result.diagnostics { Terminal.report(diagnostic.rendered()) }
      if !result.hasErrors { Terminal.print(result.configuration.map(Check.summary) ?? "no errors") }
    }
    if result.hasErrors { throw SystemExit.failure }
  }

  private static func summary(of configuration: Configuration) -> String {
    let rules = configuration.rules
    let counts = [
      (configuration.hooks.count, "hook"), (rules.sources.count, "source"), (rules.metrics.count, "metric"),
      (rules.alerts.count, "alert"), (rules.summaries.count, "summary"),
    ]
    let text = counts.map { count, name in "\(count) \(count == 1 ? name : plural(name))" }.joined(separator: ", ")
    return "no errors: \(text)"
  }

  private static func plural(_ name: String) -> String { name == "summary" ? "summaries" : "\(name)s" }
}
