import Engine
import Model
import Testing

@Suite("Alerts on metrics")
struct MetricAlertTests {
  private static func rules(
    pendingFor: Duration = .zero,
    keepFiringFor: Duration = .zero,
    levels: [MetricCondition.Level] = [],
    clear: FieldCondition? = nil
  ) -> RuleSet {
    let comparison: FieldCondition.Comparison? = levels.isEmpty ? .greater : nil
    let expression = MetricCondition.Expression(metric: "disk", comparison: comparison, limit: 80)
    let alert = AlertDefinition(
      name: "Rule",
      condition: .metric(MetricCondition(expression: expression, levels: levels, clear: clear)),
      pendingFor: pendingFor,
      keepFiringFor: keepFiringFor
    )
    let metric = MetricDefinition(name: "disk", origin: .command(CommandMetric(command: ["df"], interval: .minutes(1))))
    return RuleSet(metrics: [metric], alerts: [alert], route: .at("ops"))
  }

  private static func run(_ values: [String: Double]?) -> (Timeline, Duration) -> EngineEvent {
    { timeline, offset in
      let time = Timeline.start + offset
      let samples = values?.map { Sample(metric: "disk", labels: ["mount": $0.key], value: $0.value, time: time) }
      let result: CommandRun.Result = samples.map { .samples($0) } ?? .failed(status: 1, message: "no")
      let status = values == nil ? 1 : 0
      return .command(CommandRun(metric: "disk", started: time, duration: .zero, status: status, result: result))
    }
  }

  /// Runs the command once a minute; nil is a run that fails.
  private static func poll(_ timeline: inout Timeline, _ runs: [[String: Double]?], from minute: Int = 0) {
    for (index, values) in runs.enumerated() {
      let offset = Duration.minutes(minute + index)
      timeline.at(offset, run(values)(timeline, offset))
    }
  }

  @Test("it fires when a value meets the condition and resolves when one does not, per series")
  func threshold() {
    var timeline = Timeline(Self.rules())
    Self.poll(&timeline, [["/": 79], ["/": 81, "/srv": 80], ["/": 82, "/srv": 90], ["/": 10, "/srv": 90]])
    #expect(
      timeline.told == [
        "1m new Rule / firing 0", "2m more Rule / firing 0, Rule /srv firing 0",
        "3m someResolved Rule /srv firing 0, Rule / resolved 0",
      ]
    )
    #expect(timeline.notifications.first?.alerts.first?.value == 81)
  }

  @Test("`for` must hold without a break")
  func pending() {
    var timeline = Timeline(Self.rules(pendingFor: .minutes(2)))
    Self.poll(&timeline, [["/": 90], ["/": 90], ["/": 70], ["/": 90], ["/": 90]])
    #expect(timeline.engine.alerts.map(\.state) == [.pending])
    // The next value may come first: the alert waits for it as long as an evaluation takes.
    timeline.advance(to: .minutes(6))
    #expect(timeline.told == ["5m15s new Rule / firing 0"])
    #expect(timeline.notifications.first?.alerts.first?.startsAt == Timeline.start + .minutes(5))
  }

  @Test("a pending alert does not fire while its command fails, nor a firing one clear")
  func failing() {
    var timeline = Timeline(Self.rules(pendingFor: .minutes(2)))
    Self.poll(&timeline, [["/": 90], nil, nil, nil, nil])
    timeline.advance(to: .hours(1))
    #expect(timeline.told.isEmpty)
    Self.poll(&timeline, [["/": 90], ["/": 90], ["/": 90], nil, nil, nil], from: 60)
    timeline.advance(to: .hours(3))
    #expect(timeline.told == ["1h2m new Rule / firing 0"])
    #expect(timeline.engine.alerts.map(\.state) == [.noData])
  }

  @Test("a series that is gone from two good runs resolves, and says why")
  func gone() {
    var timeline = Timeline(Self.rules())
    Self.poll(&timeline, [["/": 90], [:], ["/": 90], [:], [:]])
    #expect(timeline.told == ["0s new Rule / firing 0", "4m resolved Rule / resolved 0"])
    #expect(timeline.notifications.last?.alerts.first?.fields == ["reason": "the series is gone"])
  }

  @Test("keep_firing_for holds the end back, and a new value over the limit takes it back")
  func keepFiring() {
    var timeline = Timeline(Self.rules(keepFiringFor: .minutes(3)))
    Self.poll(&timeline, [["/": 90], ["/": 10], ["/": 10], ["/": 90], ["/": 10], ["/": 10], ["/": 10], ["/": 10]])
    #expect(timeline.told == ["0s new Rule / firing 0", "7m resolved Rule / resolved 0"])
  }

  @Test("levels set the severity, and tell each change of it")
  func levels() {
    func above(_ number: Double) -> FieldCondition { .compare(field: "value", .greaterOrEqual, .number(number)) }
    let levels = [("warning", 1.0), ("critical", 2.0)].map {
      MetricCondition.Level(severity: $0.0, condition: above($0.1))
    }
    let clear = FieldCondition.compare(field: "value", .less, .number(0.5))
    var timeline = Timeline(Self.rules(levels: levels, clear: clear))
    Self.poll(&timeline, [0.9, 1, 2, 1.5, 0.7, 0.4].map { ["/": $0] })
    #expect(
      timeline.told == [
        "1m new Rule / warning firing 0", "2m changed Rule / critical firing 0", "3m changed Rule / warning firing 0",
        "5m resolved Rule / warning resolved 0",
      ]
    )
    #expect(Set(timeline.notifications.flatMap(\.alerts).map(\.key)).count == 1)
  }

  @Test("how a command went is a metric too")
  func commandUp() {
    let expression = MetricCondition.Expression(metric: "command_up", comparison: .equal, limit: 0)
    let alert = AlertDefinition(name: "Down", condition: .metric(MetricCondition(expression: expression)))
    var rules = Self.rules()
    rules.alerts = [alert]
    var timeline = Timeline(rules)
    Self.poll(&timeline, [["/": 1], nil, ["/": 1]])
    #expect(timeline.told == ["1m new Down disk firing 0", "2m resolved Down disk resolved 0"])
    let names = timeline.engine.series(at: timeline.now).map(\.metric.text)
    #expect(names == ["command_duration_seconds", "command_last_exit_status", "command_up", "disk"])
  }

  @Test("lines make counters, gauges and histograms, and alerts read them at once")
  func lineMetrics() {
    let metrics = [
      MetricDefinition(
        name: "requests",
        origin: .lines(LineMetric(source: "source")),
        labels: ["status": Interpolation("{{code}}")]
      ),
      MetricDefinition(
        name: "temperature",
        origin: .lines(LineMetric(source: "source", kind: .gauge, value: Interpolation("{{degrees}}")))
      ),
      MetricDefinition(
        name: "size",
        origin: .lines(
          LineMetric(source: "source", kind: .histogram(buckets: [0.5, 10]), value: Interpolation("{{n}}"))
        )
      ),
    ]
    let expression = MetricCondition.Expression(metric: "requests", comparison: .greaterOrEqual, limit: 2)
    let alert = AlertDefinition(name: "Many", condition: .metric(MetricCondition(expression: expression)))
    let external: Labels = ["host": "h"]
    var timeline = Timeline(RuleSet(metrics: metrics, alerts: [alert], route: .at("ops"), externalLabels: external))
    timeline.line(.seconds(1), .metric("requests"), ["code": "200"])
    timeline.line(.seconds(2), .metric("requests"), ["code": "500"])
    timeline.line(.seconds(3), .metric("requests"), ["code": "200"])
    timeline.line(.seconds(4), .metric("temperature"), ["degrees": "21.5"])
    timeline.line(.seconds(5), .metric("temperature"), ["degrees": "warm"])
    for number in ["5", "0.25", "100"] { timeline.line(.seconds(6), .metric("size"), ["n": number]) }
    #expect(timeline.told == ["3s new Many h 200 firing 0"])
    let texts = timeline.engine.series(at: timeline.now).map { "\($0.metric)\($0.labels) \($0.value)" }
    #expect(
      texts == [
        #"requests{host="h", status="200"} 2.0"#, #"requests{host="h", status="500"} 1.0"#,
        #"size_bucket{host="h", le="+Inf"} 3.0"#, #"size_bucket{host="h", le="0.5"} 1.0"#,
        #"size_bucket{host="h", le="10"} 2.0"#, #"size_count{host="h"} 3.0"#, #"size_sum{host="h"} 105.25"#,
        #"temperature{host="h"} 21.5"#,
      ]
    )
    timeline.restart()
    #expect(timeline.engine.series(at: timeline.now).map { "\($0.metric)\($0.labels) \($0.value)" } == texts)
  }
}
