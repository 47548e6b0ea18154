package import Model

/// All that the main file and the rule files say, decoded and checked: nothing in it can be wrong any more.
package struct Configuration: Sendable {
  /// The main file, as it was named.
  package var path: String
  /// The rule files that were read, in order, as absolute paths.
  package var ruleFiles: [String]
  package var hooks: [HookDefinition]
  /// What the files say.
  package var rules: RuleSet
  /// The alerts about fleepd itself that are in force: only a daemon has anything to tell them.
  package var ownAlerts: [AlertDefinition]
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
    ownAlerts: [AlertDefinition] = [],
    tests: [RuleTest] = [],
    stateDirectory: String,
    heartbeat: HeartbeatDefinition? = nil
  ) {
    self.path = path
    self.ruleFiles = ruleFiles
    self.hooks = hooks
    self.rules = rules
    self.ownAlerts = ownAlerts
    self.tests = tests
    self.stateDirectory = stateDirectory
    self.heartbeat = heartbeat
  }

  /// The rules of a daemon: those of the files, and those about itself.
  package var daemonRules: RuleSet {
    var rules = rules
    rules.alerts += ownAlerts
    return rules
  }
}
