import ArgumentParser
import Daemon
import Model

struct Acknowledge: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ack",
    abstract: "Says that somebody looks after an alert: no repeats and no escalation for it."
  )

  @OptionGroup var option: ConfigurationOption

  @Option(help: "Who looks after it.")
  var author: String = OperatorName.present

  @Argument(help: "The alert's name, or the key in its message.")
  var key: String

  func run() throws {
    let daemon = option.runningDaemon()
    guard case .done(let count) = try daemon.ask(.acknowledge(key: key, author: author)) else {
      throw SystemExit.systemError
    }
    Terminal.print("acknowledged: \(count.alerts)")
  }
}
