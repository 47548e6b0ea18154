import FoundationEssentials
import Model

/// Reads a main file and its rule files: every error of every file in one run, or a value that cannot be wrong.
package enum ConfigurationLoader {
  /// Loads the main file and the rule files that it names.
  package static func load(
    path: String,
    environment: [String: String] = ProcessInfo.processInfo.environment,
    hostName: String = ProcessInfo.processInfo.hostName
  ) -> LoadResult {
    load(path: path, Loading(environment: environment, hostName: hostName))
  }

  /// Where the daemon with this main file has its state; nil where the file cannot be read.
  ///
  /// Whatever else is wrong does not matter: whoever may talk to a running daemon need not be able to read its secrets, nor
  /// wait until somebody has mended the files.
  package static func stateDirectory(
    path: String,
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) -> String? {
    let reader = FileReader(loading: Loading(environment: environment), mainFile: path)
    return reader.mainFile(path).map { $0.stateDirectory ?? defaultStateDirectory(environment) }
  }

  static func load(path: String, _ loading: Loading) -> LoadResult {
    let reader = FileReader(loading: loading, mainFile: path)
    guard let main = reader.mainFile(path) else {
      return LoadResult(configuration: nil, diagnostics: loading.report.diagnostics)
    }
    let paths = reader.paths(of: main.ruleFiles)
    let files = paths.map { reader.ruleFile($0) }
    return LoadResult(
      configuration: configuration(path, main, zip(paths, files).map { ($0, $1) }, loading),
      diagnostics: loading.report.diagnostics
    )
  }

  /// Checks these rule files in place of those that the main file names.
  ///
  /// The main file's hooks and route are used where it is there, else one hook `test`. What is wrong with the main file
  /// itself, such as a secret that only the daemon can read, is not told.
  package static func check(
    ruleFiles: [String],
    mainFile path: String?,
    environment: [String: String] = ProcessInfo.processInfo.environment,
    hostName: String = ProcessInfo.processInfo.hostName
  ) -> LoadResult {
    let loading = Loading(environment: environment, hostName: hostName)
    let reader = FileReader(loading: loading, mainFile: path ?? "")
    let main = path.flatMap { FileContents.exists($0) ? reader.mainFile($0) : nil } ?? .forTests(loading)
    let files = ruleFiles.map { ($0, reader.ruleFile($0)) }
    let configuration = configuration(path ?? "", main, files, loading)
    let diagnostics = loading.report.diagnostics.filter { $0.file != path }
    return LoadResult(configuration: configuration, diagnostics: diagnostics)
  }

  /// Puts the files together and does the checks that need all of them.
  private static func configuration(
    _ path: String,
    _ main: MainFile,
    _ files: [(path: String, file: RuleFile)],
    _ loading: Loading
  ) -> Configuration {
    let disabled = Set(main.disabledAlerts.map(\.value))
    let alerts = files.flatMap { $0.file.alerts }.distinguished
    let rules = RuleSet(
      sources: files.flatMap { $0.file.sources },
      metrics: files.flatMap { $0.file.metrics },
      alerts: alerts.filter { !disabled.contains($0.name.text) },
      summaries: files.flatMap { $0.file.summaries },
      route: main.route ?? RouteDefinition(hook: ""),
      inhibitions: main.inhibitions,
      timeIntervals: main.timeIntervals,
      externalLabels: main.externalLabels,
      evaluationInterval: main.evaluationInterval,
      maxConcurrentCommands: main.maxConcurrentCommands,
      maxKeys: main.maxKeys
    )
    // A rule of a file takes the place of fleepd's own of the same name.
    let replaced = disabled.union(alerts.map(\.name.text))
    loading.finish(rules)
    return Configuration(
      path: path,
      ruleFiles: files.map { $0.path },
      hooks: main.hooks,
      rules: rules,
      ownAlerts: OwnAlerts.definitions.filter { !replaced.contains($0.name.text) },
      tests: files.flatMap { $0.file.tests },
      stateDirectory: main.stateDirectory ?? defaultStateDirectory(loading.environment),
      heartbeat: main.heartbeat
    )
  }

  /// The unit's state folder, else the user's.
  private static func defaultStateDirectory(_ environment: [String: String]) -> String {
    if let directory = environment["STATE_DIRECTORY"]?.split(separator: ":").first { return String(directory) }
    if let folder = environment["XDG_STATE_HOME"], folder.hasPrefix("/") { return "\(folder)/fleepd" }
    if let home = environment["HOME"], home.hasPrefix("/") { return "\(home)/.local/state/fleepd" }
    return "/var/lib/fleepd"
  }
}
