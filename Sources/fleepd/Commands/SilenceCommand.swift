import ArgumentParser
import Configuration
import Daemon
import Foundation
import Model

struct SilenceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "silence",
    abstract: "Keeps alerts from being told for a while, as Alertmanager's silences do.",
    subcommands: [Add.self, List.self, Expire.self],
    defaultSubcommand: List.self
  )

  struct Add: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Begins a silence.",
      discussion: """
        A matcher is name="value", name!="value", name=~"pattern" or name!~"pattern"; a bare word is an alert's name:
          fleepd silence add --duration 2h --comment 'disk is being replaced' DiskErrors device=sdb
        """
    )

    @OptionGroup var option: ConfigurationOption

    @Option(help: "How long, as 2h or 1d12h.", transform: Add.duration)
    var duration: Duration = .hours(2)

    @Option(help: "Who silences.")
    var author: String = NSUserName()

    @Option(help: "Why; people read it when the silence ends.")
    var comment: String = ""

    @Flag(help: "End it when the last alert that it silences has resolved.")
    var endOnResolve = false

    @Argument(help: "Which alerts: all matchers must hold.")
    var matchers: [String]

    func run() throws {
      let parsed = try matchers.map(Add.matcher)
      let now = SystemTime().now()
      let silence = Silence(
        id: UUID().uuidString.lowercased(),
        matchers: parsed,
        startsAt: now,
        endsAt: now + duration,
        author: author,
        comment: comment,
        endsOnResolve: endOnResolve
      )
      let daemon = try option.runningDaemon()
      guard case .done = try daemon.ask(.silence(silence)) else { throw SystemExit.systemError }
      Terminal.print(silence.id)
    }

    private static func duration(_ text: String) throws -> Duration {
      guard let duration = Duration(text: text), duration > .zero else {
        throw ValidationError("'\(text)' is not a duration: write 30m, 2h or 1d")
      }
      return duration
    }

    private static func matcher(_ text: String) throws -> Matcher {
      if !text.contains("=") && !text.contains("!") { return Matcher(name: "alert", comparison: .equal, value: text) }
      guard let matcher = Matcher(text: text) else {
        throw ValidationError("'\(text)' is not a matcher: write name=\"value\", !=, =~ or !~")
      }
      return matcher
    }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Shows the silences that have not ended.")

    @OptionGroup var option: ConfigurationOption

    @Flag(name: .customLong("json"), help: "Print JSON.")
    var json = false

    func run() throws {
      let daemon = try option.runningDaemon()
      guard case .silences(let silences) = try daemon.ask(.silences) else { throw SystemExit.systemError }
      if json {
        try Terminal.print(json: silences)
        return
      }
      let now = SystemTime().now()
      let rows = silences.map { silence in
        let matchers = silence.matchers.map(\.description).joined(separator: " ")
        return
          "\(silence.id)  \(matchers)  for \((silence.endsAt - now).spoken) more, by \(silence.author): \(silence.comment)"
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
      let daemon = try option.runningDaemon()
      guard case .done(let count) = try daemon.ask(.unsilence(key: key)) else { throw SystemExit.systemError }
      Terminal.print("ended: \(count) \(count == 1 ? "silence" : "silences")")
    }
  }
}
