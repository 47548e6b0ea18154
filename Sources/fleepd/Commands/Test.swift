import ArgumentParser
import Configuration
import Daemon
import Foundation
import Model

struct Test: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Runs the tests that rule files bring along.",
    discussion: """
      On the very engine that the daemon runs, over virtual time: lines and command outputs in, alerts and the exact text of messages \
      out. Without FILEs, the configuration's rule files are tested; FILEs are tested with the main file's hooks and route where it is there, \
      else with one hook 'test'. Exit status 1 when an expectation does not hold.
      """
  )

  @OptionGroup var option: ConfigurationOption

  @Flag(help: "Also name the alerts that no test makes fire.")
  var coverage = false

  @Flag(name: .customLong("json"), help: "Print JSON.")
  var json = false

  @Option(name: .customLong("junit"), help: "Write a report for build servers to this file.", completion: .file())
  var report: String?

  @Argument(help: "Rule files.", completion: .file(extensions: ["yaml", "yml"]))
  var files: [String] = []

  func run() throws {
    let result =
      files.isEmpty
      ? ConfigurationLoader.load(path: option.path)
      : ConfigurationLoader.check(ruleFiles: files, mainFile: option.path)
    for diagnostic in result.diagnostics { Terminal.report(diagnostic.rendered()) }
    guard let configuration = result.configuration else { throw SystemExit.failure }
    let outcome = try RuleTestReport(configuration)
    if json { try Terminal.print(json: outcome) } else { Terminal.print(outcome.text(withCoverage: coverage)) }
    if let report { try outcome.junit.write(toFile: report, atomically: true, encoding: .utf8) }
    if outcome.tests.contains(where: { !$0.failures.isEmpty }) { throw SystemExit.failure }
  }
}
