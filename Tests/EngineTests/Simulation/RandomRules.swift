import Model

/// Rule sets of all kinds, small enough that their alerts meet in groups, inhibitions and silences.
struct RandomRules {
  private var seed: Seed

  static func make(_ seed: Int) throws -> RuleSet {
    var rules = RandomRules(seed: Seed(seed))
    return try rules.ruleSet()
  }

  private mutating func ruleSet() throws -> RuleSet {
    let alerts = (0..<Int.random(in: 2...6, using: &seed)).map { alert(number: $0) }.distinguished
    var route = self.route(depth: 0)
    route.matchers = []
    let nights = TimeIntervalDefinition.Part(
      times: [.init(startMinute: 22 * 60, endMinute: 7 * 60)],
      location: "Europe/Tallinn"
    )
    let inhibition = InhibitionDefinition(source: matchers(), target: matchers(), equal: seed.pick([[], ["ip"]]))
    return RuleSet(
      metrics: [
        MetricDefinition(name: "polled", origin: .command(CommandMetric(command: ["true"], interval: .minutes(5)))),
        MetricDefinition(
          name: "counted",
          origin: .lines(LineMetric(source: "source")),
          labels: ["ip": Interpolation("{{ip}}")]
        ),
      ],
      alerts: alerts,
      summaries: [try summary()],
      route: route,
      inhibitions: seed.one(in: 2) ? [inhibition] : [],
      timeIntervals: [TimeIntervalDefinition(name: "nights", parts: [nights])],
      externalLabels: ["host": "h"]
    )
  }

  private mutating func summary() throws -> SummaryDefinition {
    SummaryDefinition(
      name: "summary",
      schedule: try Schedule(seed.pick(["*-*-* 09:00 Europe/Tallinn", "Mon *-*-* 08:00 UTC", "*-*-* 00/6:30 UTC"])),
      period: seed.pick([.days(1), .hours(6), .days(7)]),
      sections: [
        .value(SectionDefinition.ValueSection(title: "Value", metric: "polled")),
        .top(SectionDefinition.TopSection(title: "Top", source: "source", match: ["x"], by: "ip", count: 2)),
        .alerts(title: "Alerts"),
      ]
    )
  }

  private mutating func alert(number: Int) -> AlertDefinition {
    let isOnMetric = seed.one(in: 3)
    var labels = ["severity": Interpolation(seed.pick(["info", "warning", "critical", "{{severity}}"]))]
    if seed.one(in: 3) { labels["who"] = Interpolation("{{user}}") }
    return AlertDefinition(
      name: isOnMetric && seed.one(in: 2) ? "shared" : AlertName("rule\(number)"),
      condition: isOnMetric ? .metric(metricCondition()) : .lines(lineCondition()),
      pendingFor: seed.pick([.zero, .zero, .minutes(1), .minutes(12)]),
      keepFiringFor: seed.pick([.zero, .minutes(7)]),
      labels: labels
    )
  }

  private mutating func lineCondition() -> LineCondition {
    var condition = LineCondition(source: "source", match: ["x"], by: seed.pick([[], ["ip"], ["ip", "user"]]))
    condition.threshold = seed.pick([1, 1, 2, 5])
    condition.window = seed.pick([nil, .minutes(2), .minutes(40)])
    condition.resolveAfter = seed.pick([nil, .minutes(10), .hours(3)])
    if seed.one(in: 2) { condition.resolve = [Interpolation(seed.pick(["y", "y {{user}}"]))] }
    switch Int.random(in: 0..<8, using: &seed) {
    case 0: condition.absentFor = seed.pick([.hours(2), .hours(26)])
    case 1:
      condition.expectation = LineCondition.Expectation(without: Interpolation("z {{ip}}"), within: .minutes(20))
    case 2: condition.novelty = LineCondition.Novelty(captures: ["user"], remember: seed.pick([.hours(9), .days(3)]))
    default: break
    }
    return condition
  }

  private mutating func metricCondition() -> MetricCondition {
    let metric: MetricName = seed.pick(["polled", "counted", "command_up", "own"])
    func above(_ number: Double) -> FieldCondition { .compare(field: "value", .greaterOrEqual, .number(number)) }
    let hasLevels = seed.one(in: 2)
    return MetricCondition(
      expression: MetricCondition.Expression(metric: metric, comparison: hasLevels ? nil : .greater, limit: 1),
      levels: hasLevels
        ? [.init(severity: "warning", condition: above(2)), .init(severity: "critical", condition: above(4))] : [],
      clear: seed.one(in: 2) ? .compare(field: "value", .less, .number(1)) : nil,
      flapping: seed.one(in: 2)
    )
  }

  private mutating func route(depth: Int) -> RouteDefinition {
    var route = RouteDefinition(
      matchers: matchers(),
      hook: seed.pick(["ops", "stats"]),
      grouping: seed.pick([.by(["alert"]), .by([]), .by(["ip"]), .none]),
      groupWait: seed.pick([.zero, .seconds(10), .minutes(2)]),
      groupInterval: seed.pick([.zero, .minutes(1), .minutes(5), .hours(1)]),
      repeatInterval: seed.pick([.hours(4), .days(2)]),
      muteTimeIntervals: seed.one(in: 4) ? ["nights"] : [],
      activeTimeIntervals: seed.one(in: 8) ? ["nights"] : [],
      continues: seed.one(in: 2)
    )
    if seed.one(in: 3) { route.escalation = .init(hook: "boss", after: seed.pick([.minutes(10), .hours(2)])) }
    if depth < 2 {
      for _ in 0..<Int.random(in: 0...2, using: &seed) { route.routes.append(self.route(depth: depth + 1)) }
    }
    return route
  }

  private mutating func matchers() -> [Matcher] {
    let matchers = [
      Matcher(name: "severity", comparison: .equal, value: "critical"),
      Matcher(name: "severity", comparison: .matchesNot, value: "info|warning"),
      Matcher(name: "alertname", comparison: .matches, value: "rule[0-2]"),
      Matcher(name: "ip", comparison: .notEqual, value: "a"), Matcher(name: "user", comparison: .equal, value: ""),
    ]
    return [seed.pick(matchers)] + (seed.one(in: 4) ? [seed.pick(matchers)] : [])
  }
}
