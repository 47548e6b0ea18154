import ArgumentParser
import Daemon

struct WhyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "why",
    abstract: "Says why an alert is, or is not, told: state, silences, inhibition, routes and their timers."
  )

  @OptionGroup var option: ConfigurationOption

  @Argument(help: "The alert's name, or the key in its message.")
  var key: String

  func run() throws {
    guard case .why(let lines) = try option.runningDaemon().ask(.why(key: key)) else { throw SystemExit.systemError }
    Terminal.print(lines.joined(separator: "\n"))
  }
}
