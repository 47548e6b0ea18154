import Model

/// What `fleepd.yaml` says, before the rule files are read.
struct MainFile {
  var hooks: [HookDefinition]
  var route: RouteDefinition?
  var inhibitions: [InhibitionDefinition]
  var timeIntervals: [TimeIntervalDefinition]
  var ruleFiles: [Located<String>]
  var disabledAlerts: [Located<String>]
  var externalLabels: Labels
  var evaluationInterval: Duration
  var maxConcurrentCommands: Int
  var maxKeys: Int
  var stateDirectory: String?
  var heartbeat: HeartbeatDefinition?

  /// What stands in for a main file where rule files are checked without one: one hook `test`, which takes everything.
  static func forTests(_ loading: Loading) -> MainFile {
    loading.names.define(.hook, "test", at: SourceFile(path: "", text: "").asWhole, report: loading.report)
    return MainFile(
      hooks: [HookDefinition(name: "test", url: Secret("http://localhost/hook/test"))],
      route: RouteDefinition(hook: "test"),
      inhibitions: [],
      timeIntervals: [],
      ruleFiles: [],
      disabledAlerts: [],
      externalLabels: ["host": loading.hostName],
      evaluationInterval: MainFileSection.evaluationInterval.defaultValue,
      maxConcurrentCommands: MainFileSection.maxConcurrentCommands.defaultValue,
      maxKeys: MainFileSection.maxKeys.defaultValue
    )
  }
}

/// The main file.
enum MainFileSection: Section {
  static let title = "main file"

  static let hooks = Key(
    "hooks",
    .definitions(.hook, HookSection.self),
    required: true,
    "Where messages go; one hook is one Fleep conversation."
  )
  static let route = Key(
    "route",
    RouteSection.root,
    "The root of the routing tree; it can be left out where there is one hook."
  )
  static let inhibitRules = Key(
    "inhibit_rules",
    .list(of: .section(InhibitRuleSection.self)),
    "While one alert fires, others are not told."
  )
  static let timeIntervals = Key(
    "time_intervals",
    .list(of: .section(TimeIntervalSection.self)),
    "Named times of the day, week and year, for routes."
  )
  static let ruleFiles = Key("rule_files", .list(of: .located(.filePattern)), "The rule files.")
  static let disabledAlerts = Key(
    "disabled_alerts",
    .list(of: .located(.text)),
    "Alerts that are off, of the rule files or of fleepd's own (`SourceLagging`, `HookGone` …), by their names."
  )
  static let externalLabels = Key(
    "external_labels",
    .map(.labelName, to: .text, names: "label"),
    "Labels of every alert and metric; `host` is added by itself."
  )
  static let evaluationInterval = Setting(
    "evaluation_interval",
    .duration(from: .milliseconds(100)),
    default: "15s",
    "How often expressions are evaluated; also at once when a metric that one reads has a new sample."
  )
  static let maxConcurrentCommands = Setting(
    "max_concurrent_commands",
    .count(1...1000),
    default: "4",
    "How many commands of metrics run at once."
  )
  static let maxKeys = Setting(
    "max_keys",
    .count(1000...10_000_000),
    default: "100000",
    "Alerts and series that all rules together remember; up to a hundred of each rule do not count."
  )
  static let alertmanagers = Key(
    "alertmanagers",
    .list(of: .text),
    "A cluster of Alertmanagers that the alerts are sent to."
  )
  static let heartbeat = Key(
    "heartbeat",
    .section(HeartbeatSection.self),
    "An address that is called while all is well, for a service that tells when the calls stop."
  )
  static let proxy = Key(
    "proxy",
    .section(ProxySection.self),
    "The proxy that hooks and the heartbeat are reached by; without it, what `https_proxy` and its kin say."
  )
  static let stateDirectory = Key(
    "state_directory",
    .path,
    "Where the database is; without it `$STATE_DIRECTORY`, else the XDG state folder of the user."
  )
  static let listen = Key(
    "listen",
    .listenAddress,
    "The address of the status page, `/metrics`, `/healthz` and the webhooks; absent: no listener."
  )

  static let keys: [any DescribedKey] = [
    hooks, route, inhibitRules, timeIntervals, ruleFiles, disabledAlerts, externalLabels, evaluationInterval,
    maxConcurrentCommands, maxKeys, alertmanagers, heartbeat, proxy, stateDirectory, listen,
  ]

  static func decode(_ mapping: Mapping<Self>) -> MainFile? {
    // Not supported yet; they are only read so that what is wrong in them is told with the rest.
    _ = mapping[alertmanagers]
    _ = mapping[listen]
    let proxy = mapping[proxy]
    var hooks = mapping[hooks] ?? []
    for index in hooks.indices { hooks[index].proxy = proxy }
    var heartbeat = mapping[heartbeat]
    heartbeat?.proxy = proxy
    if mapping.has(Self.hooks), hooks.isEmpty { mapping.error("there is no hook to send to", at: Self.hooks) }
    var route = mapping[route]
    if !mapping.has(Self.route) {
      if hooks.count > 1 { mapping.error("a main file with several hooks needs 'route'") }
      route = hooks.first.map { RouteDefinition(hook: $0.name) }
    }
    let labels = mapping[externalLabels] ?? []
    let disabled = mapping[disabledAlerts] ?? []
    mapping.loading.whenAllIsRead { [loading = mapping.loading] _ in check(disabled, loading) }
    return MainFile(
      hooks: hooks,
      route: route,
      inhibitions: mapping[inhibitRules] ?? [],
      timeIntervals: mapping[timeIntervals] ?? [],
      ruleFiles: mapping[ruleFiles] ?? [],
      disabledAlerts: disabled,
      externalLabels: Labels(["host": mapping.loading.hostName])
        .merging(Labels(Dictionary(labels.map { ($0.name.value, $0.value) }) { first, _ in first })),
      evaluationInterval: mapping[evaluationInterval],
      maxConcurrentCommands: mapping[maxConcurrentCommands],
      maxKeys: mapping[maxKeys],
      stateDirectory: mapping[stateDirectory],
      heartbeat: heartbeat
    )
  }

  private static func check(_ disabled: [Located<String>], _ loading: Loading) {
    let known = loading.names.all(.alert) + OwnAlerts.names
    for name in disabled where !known.contains(name.value) {
      let suggestion = Suggestion.suffix(for: name.value, among: known)
      loading.report.error("there is no alert '\(name.value)'\(suggestion)", at: name.place)
    }
  }
}
