/// How a daemon is run.
package struct DaemonOptions: Sendable {
  /// Where state is kept instead of the configuration's place: a dry run remembers nothing.
  package var stateDirectory: String?
  /// Signals as they come: SIGTERM and SIGINT stop it, SIGHUP reloads it; nil where it lives inside another program.
  package var signals: AsyncStream<Int32>?
  package var environment: [String: String]

  package init(stateDirectory: String? = nil, signals: AsyncStream<Int32>? = nil, environment: [String: String] = [:]) {
    self.stateDirectory = stateDirectory
    self.signals = signals
    self.environment = environment
  }
}
