public import ArgumentParser
import Daemon
import Foundation
public import Logging
import Threads

struct Run: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Runs the daemon.",
    discussion: """
      Stays in the foreground and logs to standard error, as systemd wants it. SIGTERM and SIGINT stop it, SIGHUP loads the \
      configuration anew; a wrong one leaves the running one alone.
      """
  )

  @OptionGroup var option: ConfigurationOption

  @Flag(help: "Print messages instead of posting them, and remember nothing.")
  var dryRun = false

  @Option(help: "The least severe log messages to print: trace, debug, info, notice, warning, error, critical.")
  var logLevel: Logger.Level = .notice

  func run() async throws {
    // First of all: a signal that comes while it starts is heeded once it runs.
    let signals = Signals.take([SIGTERM, SIGINT, SIGHUP])
    let logger = JournalLog.logger(level: logLevel)
    let configuration = try option.load()
    let scratch = dryRun ? try TemporaryFolder() : nil
    defer { scratch?.remove() }
    let carrier: any Carrier =
      dryRun
      ? PrintingCarrier(print: Terminal.print)
      : CurlCarrier { hook, fault in
        logger.warning("A hook answers oddly.", metadata: ["hook": "\(hook)", "fault": "\(fault)"])
      }
    do {
      let daemon = try await Daemon(
        configuration: configuration,
        options: DaemonOptions(
          stateDirectory: scratch?.path,
          signals: signals,
          environment: dryRun ? [:] : ProcessInfo.processInfo.environment
        ),
        carrier: carrier,
        time: SystemTime(),
        logger: logger
      )
      try await daemon.run()
    } catch {
      Terminal.complain("\(error)")
      throw SystemExit.systemError
    }
  }
}

extension Logger.Level: @retroactive ExpressibleByArgument {}
