import AsyncAlgorithms
import Configuration
import Logging

/// Puts a new configuration in force in a running daemon, all state kept.
struct Reloader: Sendable {
  let path: String
  let pipeline: AsyncChannel<PipelineEvent>
  let courier: AsyncChannel<CourierEvent>
  let lines: LineService
  let commands: CommandService
  let heartbeat: HeartbeatService
  let faults: FaultLog
  let logger: Logger

  /// Loads the configuration anew; keeps the running one, loudly, where the new one is wrong.
  func reload() async {
    ServiceManager.reloading()
    let result = ConfigurationLoader.load(path: path)
    guard let configuration = result.configuration else {
      let errors = result.diagnostics.filter { $0.severity == .error }
        .map { $0.rendered().prefix { $0 != "\n" } }.joined(separator: "; ")
      faults.worsen(.configuration, "The new configuration is wrong, and the old one stays in force: \(errors)")
      ServiceManager.ready("the new configuration is wrong: the old one stays in force")
      return
    }
    do {
      try await enforce(configuration)
      faults.end(.configuration, "The configuration is right again.")
      logger.notice("The configuration was loaded anew.")
    } catch {
      faults.worsen(.configuration, "A pattern of the new configuration does not compile: \(error)")
    }
  }

  private func enforce(_ configuration: Configuration) async throws {
    // First what decides, so that no line comes by a rule that is not known yet.
    await pipeline.send(.reload(configuration.daemonRules, hooks: configuration.hooks))
    await courier.send(.hooksChanged(configuration.hooks))
    heartbeat.reload(configuration.heartbeat)
    try commands.reload(configuration.rules)
    try await lines.reload(configuration.rules)
  }
}
