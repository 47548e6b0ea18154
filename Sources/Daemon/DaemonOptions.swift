/// How a daemon is run.
package struct DaemonOptions: Sendable {
  /// Where state is kept instead of the configuration's place: a dry run remembers nothing.
  package var stateDirectory: String?
  /// Whether SIGTERM and SIGINT stop it and SIGHUP reloads it; not where it lives inside another program.
  package var heedsSignals: Bool
  package var environment: [String: String]

  package init(stateDirectory: String? = nil, heedsSignals: Bool = true, environment: [String: String] = [:]) {
    self.stateDirectory = stateDirectory
    self.heedsSignals = heedsSignals
    self.environment = environment
  }
}
