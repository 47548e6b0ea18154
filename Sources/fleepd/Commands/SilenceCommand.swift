import ArgumentParser
import Configuration
import Daemon
import Model

struct SilenceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "silence",
    abstract: "Keeps alerts from being told for a while, as Alertmanager's silences do.",
    subcommands: [Add.self, List.self, Expire.self],
    defaultSubcommand: List.self
  )

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Shows the silences that have not ended.")

    @OptionGroup var option: ConfigurationOption

    @Flag(name: .customLong("json"), help: "Print JSON.")
    var json = false

    func run() throws {
      let daemon = option.runningDaemon()
      guard case .silences(let silences) = try daemon.ask(.silences) else { throw SystemExit.systemError }
      if json {
        try Terminal.print(json: silences)
        return
      }
      let now = SystemTime().now()
      let rows = silences.map { silence in
        let matchers = silence.matchers.map(\.description).joined(separator: " ")
        let time =
          silence.startsAt > now
          ? "in \((silence.startsAt - now).spoken), for \((silence.endsAt - silence.startsAt).spoken)"
          : "for \((silence.endsAt - now).spoken) more"
        let condition = silence.endsOnResolve ? " unless all that it silences is resolved before" : ""
        let comment = silence.comment.isEmpty ? "" : ": \(silence.comment)"
        return "\(silence.id)  \(matchers)  \(time)\(condition), by \(silence.author)\(comment)"
      }
      Terminal.print(rows.isEmpty ? "no silences" : rows.joined(separator: "\n"))
    }
  }

  struct Expire: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Ends a silence now.")

    @OptionGroup var option: ConfigurationOption

    @Argument(help: "The silence's id, or the name of the alert that it is about.")
    var key: String

    func run() throws {
      let daemon = option.runningDaemon()
      guard case .done(let count) = try daemon.ask(.unsilence(key: key)) else { throw SystemExit.systemError }
      Terminal.print("ended: \(count.spoken("silence"))")
    }
  }
}
