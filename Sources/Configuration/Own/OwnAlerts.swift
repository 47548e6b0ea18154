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
        annotations:
          summary: 'source {{source}}: {{path}} {{^ends_at}}cannot be read{{/ends_at}}{{#ends_at}}is read again{{/ends_at}}'
          description: '{{^ends_at}}{{detail}}{{/ends_at}}'
      - alert: SourceLagging
        expr: fleepd_source_lag_seconds > 60
        for: 5m
        labels: {severity: warning}
        annotations:
          summary: 'source {{source}} {{^ends_at}}is behind by {{value | duration}}{{/ends_at}}{{#ends_at}}has caught up{{/ends_at}}'
          description: '{{^ends_at}}{{detail}}: they are read in order, no line is left out, and alerts on them come late{{/ends_at}}'
      - alert: GenerationMissed
        expr: fleepd_source_generation_missed > 0
        keep_firing_for: 1h
        labels: {severity: warning}
        annotations: {summary: 'source {{source}}: lines of {{path}} were not seen', description: '{{detail}}'}
      - alert: HookGone
        expr: fleepd_hook_gone > 0
        labels: {severity: critical}
        annotations:
          summary: 'hook {{hook}} {{^ends_at}}is gone{{/ends_at}}{{#ends_at}}is back{{/ends_at}}'
          description: '{{^ends_at}}{{detail}}{{/ends_at}}'
      - alert: HookFailing
        expr: fleepd_hook_failing_seconds > 300
        labels: {severity: warning}
        annotations:
          summary: 'hook {{hook}} {{^ends_at}}has been failing for {{value | duration}}{{/ends_at}}{{#ends_at}}works again{{/ends_at}}'
          description: '{{^ends_at}}{{detail}}{{/ends_at}}'
      - alert: LedgerFailing
        expr: fleepd_ledger_failing > 0
        labels: {severity: critical}
        annotations:
          summary: 'the state {{^ends_at}}cannot be stored{{/ends_at}}{{#ends_at}}is stored again{{/ends_at}}'
          description: '{{^ends_at}}{{detail}}{{/ends_at}}'
      - alert: ConfigurationRejected
        expr: fleepd_configuration_rejected > 0
        labels: {severity: warning}
        annotations:
          summary: '{{^ends_at}}the new configuration is wrong, and the old one stays in force{{/ends_at}}{{#ends_at}}the configuration is right again{{/ends_at}}'
          description: '{{^ends_at}}{{detail}}{{/ends_at}}'
      - alert: CommandFailing
        expr: command_up == 0
        for: 5m
        labels: {severity: warning}
        annotations:
          summary: 'the command of metric {{metric}} {{^ends_at}}fails{{/ends_at}}{{#ends_at}}works again{{/ends_at}}'
          description: '{{^ends_at}}{{detail}}: it is run again at each interval, and alerts on its values stay as they are until it works{{/ends_at}}'
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
