import Model

/// One load of a configuration: what is known so far, and what is to be looked at when everything is read.
final class Loading {
  let report = Report()
  var names = Names()
  let environment: [String: String]
  let hostName: String
  /// Keys that the program cannot do yet, as ``NotSupportedYet`` names them.
  let unsupported: Set<String>
  /// The fields that each source gives to its lines.
  var fields: [SourceName: RuleFields] = [:]
  /// The source that reads standard input.
  var standardInputReader: SourceName?
  private var checks: [(RuleIndex) -> Void] = []

  init(
    environment: [String: String] = [:],
    hostName: String = "",
    unsupported: Set<String> = NotSupportedYet.keys
  ) {
    self.environment = environment
    self.hostName = hostName
    self.unsupported = unsupported
  }

  func refuses<S: Section>(_ key: String, of section: S.Type) -> Bool {
    unsupported.contains("\(S.title).\(key)")
  }

  /// Puts off a check that needs what other files hold.
  func whenAllIsRead(_ check: @escaping (RuleIndex) -> Void) {
    checks.append(check)
  }

  /// What a rule with these patterns on this source can use; to be asked when everything is read.
  func fields(of source: SourceName, _ patterns: [CheckedPattern]) -> RuleFields {
    // A source that is not there has been told of: its fields could be anything.
    patterns.reduce(fields[source] ?? .open) { $0.merging($1.fields) }
  }

  /// Does the checks that were put off.
  func finish(_ rules: RuleSet) {
    names.check(report: report)
    let index = RuleIndex(rules, names)
    for check in checks { check(index) }
    checks = []
  }
}
