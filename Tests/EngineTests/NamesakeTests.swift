import Engine
import Model
import Testing

/// Prometheus allows several rules of one alert, and its users have them: a warning above 80, critical above 95.
@Suite("Rules that share an alert's name")
struct NamesakeTests {
  private static func rule(above limit: Double, _ severity: String, pendingFor: Duration = .zero) -> AlertDefinition {
    let expression = MetricCondition.Expression(metric: "cpu", comparison: .greater, limit: limit)
    var rule = AlertDefinition(
      name: "HighCPU",
      condition: .metric(MetricCondition(expression: expression, flapping: true)),
      pendingFor: pendingFor,
      labels: ["severity": Interpolation(severity)]
    )
    rule.rule = rule.nameWithLabels
    return rule
  }

  private static let warning = rule(above: 80, "warning")
  private static let critical = rule(above: 95, "critical")

  private static func rules(_ alerts: [AlertDefinition], inhibitions: [InhibitionDefinition] = []) -> RuleSet {
    let metric = MetricDefinition(name: "cpu", origin: .command(CommandMetric(command: ["x"], interval: .minutes(1))))
    return RuleSet(metrics: [metric], alerts: alerts.distinguished, route: .at("ops"), inhibitions: inhibitions)
  }

  private static func poll(_ timeline: inout Timeline, minute: Int, _ value: Double) {
    let time = Timeline.start + .minutes(minute)
    let sample = Sample(metric: "cpu", labels: ["core": "0"], value: value, time: time)
    let run = CommandRun(metric: "cpu", started: time, duration: .zero, status: 0, result: .samples([sample]))
    timeline.at(.minutes(minute), .command(run))
  }

  @Test("each fires and ends by itself, over restarts, and their alerts have keys of their own")
  func apart() {
    var timeline = Timeline(Self.rules([Self.warning, Self.critical]))
    for (minute, value) in [85, 97, 90, 50].enumerated() {
      Self.poll(&timeline, minute: minute, Double(value))
      timeline.restart()
    }
    #expect(
      timeline.told == [
        "0s new HighCPU 0 warning firing 0",
        "1m more HighCPU 0 critical firing 0, HighCPU 0 warning firing 0",
        "2m someResolved HighCPU 0 warning firing 0, HighCPU 0 critical resolved 0",
        "3m resolved HighCPU 0 warning resolved 0",
      ]
    )
    let keys = Dictionary(grouping: timeline.notifications.flatMap(\.alerts), by: \.key)
    #expect(keys.count == 2)
    #expect(keys.values.allSatisfy { Set($0.map { $0.labels["severity"] }).count == 1 })
  }

  @Test("the critical one inhibits the warning, as Alertmanager's users write it")
  func inhibition() {
    func severity(_ value: String) -> Matcher { Matcher(name: "severity", comparison: .equal, value: value) }
    let inhibition = InhibitionDefinition(
      source: [severity("critical")],
      target: [severity("warning")],
      equal: ["alertname", "core"]
    )
    var timeline = Timeline(Self.rules([Self.warning, Self.critical], inhibitions: [inhibition]))
    Self.poll(&timeline, minute: 0, 97)
    #expect(timeline.told == ["0s new HighCPU 0 critical firing 0"])
    #expect(timeline.engine.why("HighCPU").map(\.inhibitedBy?.severity) == [.critical, nil])
  }

  @Test("a name means the alerts of all its rules, a key the alert of one")
  func names() {
    var timeline = Timeline(Self.rules([Self.warning, Self.critical]))
    Self.poll(&timeline, minute: 0, 97)
    let keys = timeline.engine.why("HighCPU").map(\.alert.key)
    #expect(keys.count == 2)
    #expect(timeline.engine.why(keys[1]).map(\.alert.severity) == [.critical])
    timeline.at(.minutes(1), .acknowledge(key: keys[1], author: "kaja"))
    #expect(timeline.engine.alerts.map(\.acknowledgedBy) == ["kaja", nil])
    timeline.at(.minutes(2), .acknowledge(key: "HighCPU", author: "mart"))
    #expect(timeline.engine.alerts.map(\.acknowledgedBy) == ["mart", "mart"])
  }

  @Test("a rule that others join, before or behind it, goes on as it was", arguments: [true, false])
  func joined(isFirst: Bool) {
    let slow = Self.rule(above: 80, "warning", pendingFor: .minutes(10))
    var timeline = Timeline(Self.rules([slow]))
    for minute in 0..<8 { Self.poll(&timeline, minute: minute, 90) }
    timeline.restart(rules: Self.rules(isFirst ? [slow, Self.critical] : [Self.critical, slow]))
    for minute in 8..<11 { Self.poll(&timeline, minute: minute, 90) }
    #expect(timeline.told == ["10m new HighCPU 0 warning firing 0"])
  }

  @Test("a rule that the one before it leaves has nothing of its state, and keeps its own")
  func left() {
    let slow = Self.rule(above: 95, "critical", pendingFor: .minutes(10))
    var timeline = Timeline(Self.rules([Self.warning, slow]))
    Self.poll(&timeline, minute: 0, 90)
    timeline.restart(rules: Self.rules([slow]))
    #expect(timeline.engine.alerts.isEmpty)
    for minute in 1..<6 { Self.poll(&timeline, minute: minute, 97) }
    timeline.restart(rules: Self.rules([Self.warning, slow]))
    timeline.restart(rules: Self.rules([slow]))
    for minute in 6..<13 { Self.poll(&timeline, minute: minute, 97) }
    #expect(
      timeline.told == ["0s new HighCPU 0 warning firing 0", "11m new HighCPU 0 critical firing 0"]
    )
  }
}
