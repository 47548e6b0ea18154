import ArgumentParser
import Daemon

struct WhyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "why",
    abstract: "Says why an alert is, or is not, told: state, silences, inhibition, routes and their timers."
  )

  @OptionGroup var option: ConfigurationOption

  @Flag(name: .customLong("json"), help: "Print JSON.")
  var json = false

  @Argument(help: "The alert's name, or the key in its message.")
  var key: String

  func run() throws {
    let reply = try option.runningDaemon().ask(.why(key: key))
    guard case .why(let reasons, let last) = reply else { throw SystemExit.systemError }
    if json { return try Terminal.print(json: reasons) }
    let now = SystemTime().now()
    let none = last?.text(at: now) ?? "\(key) is not firing: nothing has come that counts towards it"
    Terminal.print(reasons.isEmpty ? none : reasons.flatMap { $0.text(at: now) }.joined(separator: "\n"))
  }
}
