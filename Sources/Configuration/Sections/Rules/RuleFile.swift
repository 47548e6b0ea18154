import Model

/// What one rule file says.
struct RuleFile {
  var sources: [SourceDefinition] = []
  var metrics: [MetricDefinition] = []
  var alerts: [AlertDefinition] = []
  var summaries: [SummaryDefinition] = []
  var tests: [RuleTest] = []
}

/// A rule file.
enum RuleFileSection: Section {
  static let title = "rule file"

  static let sources = Key("sources", .definitions(.source, SourceSection.self), "Where lines come from, by name.")
  static let metrics = Key(
    "metrics",
    .list(of: .section(MetricSection.self)),
    "Numbers over time, from lines or from commands."
  )
  static let alerts = Key(
    "alerts",
    .list(of: .section(AlertSection.self)),
    "What makes an alert fire, and what it says."
  )
  static let summaries = Key("summaries", .list(of: .section(SummarySection.self)), "Reports at set times.")
  static let tests = Key("tests", .list(of: .section(TestSection.self)), "Tests of the rules, for `fleepd test`.")
  static let groups = Key(
    "groups",
    .list(of: .section(PrometheusGroupSection.self)),
    "The groups of a Prometheus rule file."
  )

  static let keys: [any DescribedKey] = [sources, metrics, alerts, summaries, tests, groups]

  static func decode(_ mapping: Mapping<Self>) -> RuleFile? {
    RuleFile(
      sources: mapping[sources] ?? [],
      metrics: mapping[metrics] ?? [],
      alerts: (mapping[alerts] ?? []) + (mapping[groups] ?? []).flatMap(\.self),
      summaries: mapping[summaries] ?? [],
      tests: mapping[tests] ?? []
    )
  }
}
