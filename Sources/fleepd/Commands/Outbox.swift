import ArgumentParser
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
      Terminal.print(item.text)
    }
  }

  struct Retry: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Queues dead letters again.")

    @OptionGroup var option: ConfigurationOption

    @Argument(help: "Their numbers in the list; none: all.")
    var numbers: [Int64] = []

    func run() throws { try Outbox.change(.retry(numbers), option, "queued again") }
  }

  struct Drop: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Takes messages out of the outbox, and forgets dead letters."
    )

    @OptionGroup var option: ConfigurationOption

    @Argument(help: "Their numbers in the list.")
    var numbers: [Int64]

    func run() throws { try Outbox.change(.drop(numbers), option, "dropped") }
  }

  private static func report(_ option: ConfigurationOption) throws -> OutboxReport {
    let daemon = option.runningDaemon()
    guard case .outbox(let report) = try daemon.ask(.outbox) else { throw SystemExit.systemError }
    return report
  }

  private static func change(_ request: ControlRequest, _ option: ConfigurationOption, _ what: String) throws {
    let daemon = option.runningDaemon()
    guard case .done(let count) = try daemon.ask(request) else { throw SystemExit.systemError }
    Terminal.print("\(what): \(count)")
    if count == 0 { throw SystemExit.failure }
  }
}

extension OutboxItem {
  fileprivate var firstLine: String { String(text.prefix { $0 != "\n" }) }
}
