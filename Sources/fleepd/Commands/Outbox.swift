import ArgumentParser
import Configuration
import Daemon
import Model

struct Outbox: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Shows and changes what waits to be posted, and the dead letters that a hook refused.",
    subcommands: [List.self, Show.self, Retry.self, Drop.self],
    defaultSubcommand: List.self
  )

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Lists what waits and what is dead, a line each.")

    @OptionGroup var option: ConfigurationOption

    @Flag(name: .customLong("json"), help: "Print JSON.")
    var json = false

    func run() throws {
      let report = try Outbox.report(option)
      if json {
        try Terminal.print(json: report)
        return
      }
      let now = SystemTime().now()
      let waiting = report.waiting.map { "\($0.id)  waiting \((now - $0.queued).spoken)  \($0.hook)  \($0.firstLine)" }
      let dead = report.dead.map { "\($0.item.id)  dead: \($0.fault)  \($0.item.hook)  \($0.item.firstLine)" }
      Terminal.print(waiting.isEmpty && dead.isEmpty ? "nothing waits" : (waiting + dead).joined(separator: "\n"))
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Shows one message in full.")

    @OptionGroup var option: ConfigurationOption

    @Argument(help: "Its number in the list.")
    var number: Int64

    func run() throws {
      let report = try Outbox.report(option)
      guard let item = (report.waiting + report.dead.map(\.item)).first(where: { $0.id == number }) else {
        Terminal.complain("nothing has the number \(number)")
        throw SystemExit.failure
      }
      Terminal.print(([item.text] + item.files.map { "[file \($0.name)]" }).joined(separator: "\n"))
    }
  }

  struct Retry: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Queues dead letters again.")

    @OptionGroup var option: ConfigurationOption

    @Argument(help: "Their numbers in the list; none: all.")
    var numbers: [Int64] = []

    func run() throws {
      let nothing = numbers.isEmpty ? "there are no dead letters" : "no dead letter has \(numbers.phrase)"
      try Outbox.change(.retry(numbers), option, "queued again", nothing: nothing)
    }
  }

  struct Drop: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Takes messages out of the outbox, and forgets dead letters."
    )

    @OptionGroup var option: ConfigurationOption

    @Argument(help: "Their numbers in the list.")
    var numbers: [Int64]

    func run() throws {
      try Outbox.change(.drop(numbers), option, "dropped", nothing: "nothing has \(numbers.phrase)")
    }
  }

  /// Of the daemon or, where none runs, what it left behind: that is when somebody asks what has not gone out.
  private static func report(_ option: ConfigurationOption) throws -> OutboxReport {
    let daemon = option.runningDaemon()
    if case .outbox(let report) = try daemon.askIfRunning(.outbox) { return report }
    guard let directory = ConfigurationLoader.stateDirectory(path: option.path) else { throw daemon.absence() }
    let report: OutboxReport
    do {
      report = try OutboxReport(storedIn: directory)
    } catch {
      Terminal.complain("fleepd is not running, and what it left behind cannot be read: \(error)")
      throw SystemExit.unavailable
    }
    Terminal.complain("fleepd is not running: this is what it left behind")
    return report
  }

  private static func change(
    _ request: ControlRequest,
    _ option: ConfigurationOption,
    _ what: String,
    nothing: String
  ) throws {
    let daemon = option.runningDaemon()
    guard case .done(let count) = try daemon.ask(request) else { throw SystemExit.systemError }
    guard count > 0 else {
      Terminal.complain(nothing)
      throw SystemExit.failure
    }
    Terminal.print("\(what): \(count)")
  }
}

extension [Int64] {
  fileprivate var phrase: String { count == 1 ? "the number \(self[0])" : "one of these numbers" }
}

extension OutboxItem {
  fileprivate var firstLine: String { String(text.prefix { $0 != "\n" }) }
}
