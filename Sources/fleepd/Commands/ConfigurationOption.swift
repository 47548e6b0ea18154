import ArgumentParser
import Configuration
import FoundationEssentials
import Glibc

/// `--config`, and how the configuration is found without it.
struct ConfigurationOption: ParsableArguments {
  @Option(
    name: .customLong("config"),
    help: "The configuration; else $FLEEPD_CONFIG, /etc/fleepd/fleepd.yaml or ./fleepd.yaml.",
    completion: .file(extensions: ["yaml", "yml"])
  )
  var file: String?

  /// The path of the main file, whether it is there or not.
  var path: String {
    if let file { return file }
    if let named = ProcessInfo.processInfo.environment["FLEEPD_CONFIG"] { return named }
    let system = "/etc/fleepd/fleepd.yaml"
    return access(system, F_OK) == 0 ? system : "fleepd.yaml"
  }

  /// Loads the configuration; prints what is wrong with it, and ends the command where that is too much.
  func load() throws -> Configuration {
    let result = ConfigurationLoader.load(path: path)
    result.report()
    guard let configuration = result.configuration else { throw SystemExit.configuration }
    return configuration
  }

  /// The daemon that runs with this configuration, which may be wrong by now.
  func runningDaemon() -> RunningDaemon {
    if let directory = ConfigurationLoader.stateDirectory(path: path) {
      return RunningDaemon(stateDirectory: directory)
    }
    return RunningDaemon(withoutReading: path)
  }
}

extension LoadResult {
  /// Prints what is wrong with the configuration.
  func report() {
    for diagnostic in diagnostics { Terminal.report(diagnostic.rendered()) }
  }
}
