package import Model

/// All that the main file and the rule files say, decoded and checked: nothing in it can be wrong any more.
package struct Configuration: Sendable {
  /// The main file, as it was named.
  package var path: String
  /// The rule files that were read, in order, as absolute paths.
  package var ruleFiles: [String]
  package var hooks: [HookDefinition]
  package var rules: RuleSet
  /// The rules' own tests, in the order of the files.
  package var tests: [RuleTest]
  /// Where the database is.
  package var stateDirectory: String
  package var heartbeat: HeartbeatDefinition?

  package init(
    path: String,
    ruleFiles: [String] = [],
    hooks: [HookDefinition],
    rules: RuleSet,
    tests: [RuleTest] = [],
    stateDirectory: String,
    heartbeat: HeartbeatDefinition? = nil
  ) {
    self.path = path
    self.ruleFiles = ruleFiles
    self.hooks = hooks
    self.rules = rules
    self.tests = tests
    self.stateDirectory = stateDirectory
    self.heartbeat = heartbeat
  }
}
