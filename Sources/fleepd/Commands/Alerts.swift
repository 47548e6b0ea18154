import ArgumentParser
import Daemon

struct Alerts: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Shows the alerts that are pending or firing in the running daemon.",
    discussion: "Exit status 1 when one is firing, for scripts."
  )

  @OptionGroup var option: ConfigurationOption

  @Flag(name: .customLong("json"), help: "Print JSON.")
  var json = false

  func run() throws {
    let daemon = option.runningDaemon()
    guard case .status(let report) = try daemon.ask(.status) else { throw SystemExit.systemError }
    if json {
      try Terminal.print(json: report.alerts)
    } else {
      let rows = report.alerts.map { $0.text(at: report.time) }
      Terminal.print(rows.isEmpty ? "no alerts" : rows.joined(separator: "\n"))
    }
    if report.alerts.contains(where: { $0.state != "pending" }) { throw SystemExit.failure }
  }
}
