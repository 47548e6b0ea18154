import FoundationEssentials

/// Reads a main file and its rule files: every error of every file in one run, or a value that cannot be wrong.
package enum ConfigurationLoader {
  /// Loads the main file and the rule files that it names.
  package static func load(
    path: String,
    environment: [String: String] = ProcessInfo.processInfo.environment,
    hostName: String = ProcessInfo.processInfo.hostName
  ) -> LoadResult {
    LoadResult(
      configuration: nil,
      diagnostics: [Diagnostic(severity: .error, file: path, line: 0, column: 0, message: "cannot be read")]
    )
  }

  /// Checks these rule files in place of those that the main file names; its hooks and route are used where it is there,
  /// else one hook `test`.
  package static func check(
    ruleFiles: [String],
    mainFile: String?,
    environment: [String: String] = ProcessInfo.processInfo.environment,
    hostName: String = ProcessInfo.processInfo.hostName
  ) -> LoadResult {
    load(path: mainFile ?? "", environment: environment, hostName: hostName)
  }
}
