import ArgumentParser
import Daemon

struct Status: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Shows what the running daemon sees: sources, commands, alerts and hooks.",
    discussion: "Exit status 1 when fleepd itself has a fault, 69 when it is not running."
  )

  @OptionGroup var option: ConfigurationOption

  @Flag(name: .customLong("json"), help: "Print JSON.")
  var json = false

  func run() throws {
    let daemon = option.runningDaemon()
    guard case .status(let report) = try daemon.ask(.status) else { throw SystemExit.systemError }
    if json {
      try Terminal.print(json: report)
    } else {
      Terminal.print(report.text)
    }
    if !report.faults.isEmpty { throw SystemExit.failure }
  }
}
