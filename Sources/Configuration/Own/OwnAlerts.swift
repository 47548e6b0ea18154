import Model

/// The alerts about fleepd itself: rules like any other, over its own metrics, in force without being written down.
enum OwnAlerts {
  /// The rules as a rule file; docs/alerts.md shows them as they stand here.
  static let text = """
    alerts:
      - alert: SourceUnreadable
        expr: fleepd_source_unreadable > 0
        for: 1m
        labels: {severity: warning}
        annotations: {summary: 'source {{source}}: {{path}} cannot be read', description: '{{detail}}'}
      - alert: SourceLagging
        expr: fleepd_source_lag_seconds > 60
        for: 5m
        labels: {severity: warning}
        annotations: {summary: 'source {{source}} is behind by {{value | duration}}', description: '{{detail}}'}
      - alert: GenerationMissed
        expr: fleepd_source_generation_missed > 0
        keep_firing_for: 1h
        labels: {severity: warning}
        annotations: {summary: 'source {{source}}: lines of {{path}} were not seen', description: '{{detail}}'}
      - alert: HookGone
        expr: fleepd_hook_gone > 0
        labels: {severity: critical}
        annotations: {summary: 'hook {{hook}} is gone', description: '{{detail}}'}
      - alert: HookFailing
        expr: fleepd_hook_failing_seconds > 300
        labels: {severity: warning}
        annotations: {summary: 'hook {{hook}} has been failing for {{value | duration}}', description: '{{detail}}'}
      - alert: LedgerFailing
        expr: fleepd_ledger_failing > 0
        labels: {severity: critical}
        annotations: {summary: 'the state cannot be stored', description: '{{detail}}'}
      - alert: ConfigurationRejected
        expr: fleepd_configuration_rejected > 0
        labels: {severity: warning}
        annotations: {summary: 'the new configuration is wrong, and the old one stays in force', description: '{{detail}}'}
      - alert: CommandFailing
        expr: command_up == 0
        for: 5m
        labels: {severity: warning}
        annotations: {summary: 'the command of metric {{metric}} has been failing for 5 minutes', description: '{{detail}}'}
    """

  /// The rules, decoded; a test has it that nothing is wrong with them.
  static let definitions: [AlertDefinition] = read(Loading()).alerts

  static var names: [String] { definitions.map(\.name.text) }

  static func read(_ loading: Loading) -> RuleFile {
    let root = NodeReader.root(of: SourceFile(path: "fleepd's own alerts", text: text), report: loading.report)
    let file = root.flatMap { RuleFileSection.read($0, loading) } ?? RuleFile()
    loading.finish(RuleSet(alerts: file.alerts, route: RouteDefinition(hook: "")))
    return file
  }
}
