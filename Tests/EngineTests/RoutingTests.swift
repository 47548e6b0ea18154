import Engine
import Model
import Testing

@Suite("Routing and suppression")
struct RoutingTests {
  private static let names: [AlertName] = ["A", "B", "C"]

  /// Alerts A, B and C, resolved by a line; `severity` is theirs by a capture.
  private static func rules(_ route: RouteDefinition, _ change: (inout RuleSet) -> Void = { _ in }) -> RuleSet {
    let alerts = names.map { name in
      AlertDefinition(
        name: name,
        condition: .lines(LineCondition(source: "source", match: ["x"], resolve: [Interpolation("y")])),
        labels: ["severity": Interpolation("{{severity}}"), "host": Interpolation("{{host}}")]
      )
    }
    var rules = RuleSet(alerts: alerts, route: route)
    change(&rules)
    return rules
  }

  private static func matchers(_ name: String, _ value: String, _ comparison: Matcher.Operator = .equal) -> [Matcher] {
    [Matcher(name: name, comparison: comparison, value: value)]
  }

  private static func child(_ hook: HookName, _ matchers: [Matcher], continues: Bool = false) -> RouteDefinition {
    var route = RouteDefinition.at(hook)
    route.matchers = matchers
    route.continues = continues
    return route
  }

  private static func hooks(_ timeline: Timeline) -> [String] {
    timeline.notifications.map { "\($0.hook) \($0.alerts.map(\.name.text).joined())" }
  }

  @Test("the first child that matches takes an alert, the next ones too where it says so, else the parent")
  func tree() {
    var root = RouteDefinition.at("root")
    var pages = Self.child("pages", Self.matchers("severity", "critical|page", .matches), continues: true)
    pages.routes = [Self.child("databases", Self.matchers("alertname", "B"))]
    root.routes = [
      pages, Self.child("all", Self.matchers("severity", "info", .notEqual)),
      Self.child("never", Self.matchers("severity", "critical")),
    ]
    var timeline = Timeline(Self.rules(root))
    timeline.line(.zero, .alert("A"), ["severity": "critical"])
    timeline.line(.seconds(1), .alert("B"), ["severity": "page"])
    timeline.line(.seconds(2), .alert("C"), ["severity": "info"])
    #expect(Self.hooks(timeline) == ["pages A", "all A", "databases B", "all B", "root C"])
  }

  @Test("a firing source holds its targets back, where the labels are equal")
  func inhibition() {
    let rules = Self.rules(.at("ops")) { rules in
      rules.inhibitions = [
        InhibitionDefinition(
          source: Self.matchers("alert", "A"),
          target: Self.matchers("alert", "A|B", .matches),
          equal: ["host"]
        )
      ]
    }
    var timeline = Timeline(rules)
    timeline.line(.seconds(1), .alert("A"), ["host": "h"])
    timeline.line(.seconds(2), .alert("B"), ["host": "h"])
    timeline.line(.seconds(3), .alert("C"), ["host": "h"])
    #expect(Self.hooks(timeline) == ["ops A", "ops C"])
    timeline.restart()
    timeline.advance(to: .minutes(1))
    #expect(Self.hooks(timeline).count == 2)
    timeline.line(.minutes(1), .resolve("A"))
    timeline.advance(to: .minutes(2))
    #expect(Set(timeline.told.dropFirst(2)) == ["1m resolved A h resolved 1", "1m new B h firing 1"])
  }

  @Test("other labels are not held back")
  func inhibitionOfOthers() {
    let rules = Self.rules(.at("ops")) { rules in
      rules.inhibitions = [
        InhibitionDefinition(source: Self.matchers("alert", "A"), target: Self.matchers("alert", "B"), equal: ["host"])
      ]
    }
    var timeline = Timeline(rules)
    timeline.line(.seconds(1), .alert("A"), ["host": "h"])
    timeline.line(.seconds(2), .alert("B"), ["host": "other"])
    #expect(Self.hooks(timeline) == ["ops A", "ops B"])
  }

  @Test("what was told is told to be over, though it is silenced or inhibited by then")
  func resolvedThoughHeld() {
    var timeline = Timeline(Self.rules(.at("ops")))
    timeline.line(.zero, .alert("A"))
    timeline.at(.minutes(1), .silence(Self.silence(from: .minutes(1), to: .hours(1))))
    timeline.line(.minutes(2), .resolve("A"))
    timeline.advance(to: .minutes(3))
    #expect(timeline.told == ["0s new A firing 1", "2m resolved A resolved 1"])
  }

  private static func silence(from: Duration, to: Duration, endsOnResolve: Bool = false) -> Silence {
    Silence(
      id: "s1",
      matchers: matchers("alert", "A"),
      startsAt: Timeline.start + from,
      endsAt: Timeline.start + to,
      author: "me",
      endsOnResolve: endsOnResolve
    )
  }

  @Test("a silence holds back what fires, and tells what is still firing when it ends")
  func silenced() {
    var timeline = Timeline(Self.rules(.at("ops")))
    timeline.at(.zero, .silence(Self.silence(from: .minutes(1), to: .hours(2))))
    timeline.line(.minutes(2), .alert("A"), ["severity": "critical"])
    timeline.line(.minutes(3), .alert("B"))
    timeline.restart()
    #expect(timeline.engine.alerts.first { $0.alert.name == "A" }?.silencedBy == ["s1"])
    timeline.advance(to: .minutes(110))
    #expect(timeline.notices.map(\.step) == [.endsSoon])
    timeline.advance(to: .hours(3))
    #expect(timeline.told == ["3m new B firing 1", "2h new A critical firing 1"])
    #expect(timeline.notices.map(\.step) == [.endsSoon, .ended])
    #expect(timeline.engine.silences.isEmpty)
  }

  @Test("an alert that was told before a silence is told again after it")
  func unsilenced() {
    var timeline = Timeline(Self.rules(.at("ops")))
    timeline.line(.zero, .alert("A"))
    timeline.at(.minutes(1), .silence(Self.silence(from: .minutes(1), to: .hours(9))))
    timeline.advance(to: .hours(8))
    timeline.at(.hours(8), .unsilence(id: "s1"))
    timeline.advance(to: .hours(8) + .minutes(1))
    #expect(timeline.told == ["0s new A firing 1", "8h unsilenced A firing 1"])
    #expect(timeline.notices.map(\.step) == [.ended])
  }

  @Test("a silence that never silenced anything says so at its end")
  func unused() {
    var timeline = Timeline(Self.rules(.at("ops")))
    timeline.at(.zero, .silence(Self.silence(from: .zero, to: .hours(1))))
    timeline.line(.minutes(3), .alert("B"))
    timeline.advance(to: .hours(2))
    #expect(timeline.notices.map(\.step) == [.endedUnused])
  }

  @Test("a silence that ends on resolve does so, and the next episode is told")
  func endsOnResolve() {
    var timeline = Timeline(Self.rules(.at("ops")))
    timeline.at(.zero, .silence(Self.silence(from: .zero, to: .days(9), endsOnResolve: true)))
    timeline.line(.minutes(1), .alert("A"))
    timeline.line(.minutes(2), .resolve("A"))
    #expect(timeline.engine.silences.isEmpty)
    timeline.line(.minutes(3), .alert("A"))
    timeline.advance(to: .minutes(4))
    #expect(timeline.told.last == "3m new A firing 1")
  }

  @Test("what fired and cleared while it was silenced is not told")
  func passedInSilence() {
    var timeline = Timeline(Self.rules(.at("ops")))
    timeline.at(.zero, .silence(Self.silence(from: .zero, to: .hours(1))))
    timeline.line(.minutes(1), .alert("A"))
    timeline.line(.minutes(2), .resolve("A"))
    timeline.advance(to: .hours(2))
    #expect(timeline.told.isEmpty)
  }

  @Test("a muted route tells when the interval is over what is still firing, and the end of what was told before")
  func muted() {
    var route = RouteDefinition.at("ops")
    route.groupInterval = .minutes(5)
    route.muteTimeIntervals = ["afternoon"]
    let part = TimeIntervalDefinition.Part(times: [.init(startMinute: 14 * 60, endMinute: 15 * 60)], location: "UTC")
    let rules = Self.rules(route) { $0.timeIntervals = [TimeIntervalDefinition(name: "afternoon", parts: [part])] }
    var timeline = Timeline(rules)
    // The timeline begins at 13:33:20.
    timeline.line(.zero, .alert("A"))
    timeline.line(.minutes(30), .resolve("A"))
    timeline.line(.minutes(31), .alert("B"))
    timeline.line(.minutes(32), .alert("C"))
    timeline.line(.minutes(33), .resolve("C"))
    timeline.restart()
    timeline.advance(to: .hours(2))
    #expect(
      timeline.told == ["0s new A firing 1", "1h30m resolved A resolved 1", "1h31m new B firing 1"]
    )
  }

  @Test("nobody is asked to look after what somebody looks after")
  func acknowledged() {
    var route = RouteDefinition.at("ops")
    route.repeatInterval = .hours(1)
    route.grouping = .by([])
    var timeline = Timeline(Self.rules(route))
    timeline.line(.zero, .alert("A"))
    timeline.line(.zero, .alert("B"))
    timeline.at(.minutes(1), .acknowledge(key: "A", author: "me"))
    timeline.restart()
    timeline.advance(to: .minutes(90))
    #expect(timeline.told.last == "1h1s again B firing 1")
    #expect(timeline.engine.alerts.map(\.acknowledgedBy) == ["me", nil])
    let key = timeline.engine.alerts.last?.alert.key ?? ""
    timeline.at(.minutes(100), .acknowledge(key: key, author: "me"))
    timeline.advance(to: .days(2))
    #expect(timeline.notifications.count == 3)
    timeline.line(.days(2), .resolve("A"))
    timeline.line(.days(2), .alert("A"))
    timeline.advance(to: .days(2) + .hours(2))
    #expect(timeline.engine.alerts.contains { $0.alert.name == "A" && $0.acknowledgedBy == nil })
  }

  @Test("what nobody acknowledges in time goes to another hook, and so does its end")
  func escalation() {
    var route = RouteDefinition.at("ops")
    route.escalation = RouteDefinition.Escalation(hook: "boss", after: .minutes(30))
    var timeline = Timeline(Self.rules(route))
    timeline.line(.zero, .alert("A"))
    timeline.line(.zero, .alert("B"))
    timeline.at(.minutes(10), .acknowledge(key: "B", author: "me"))
    timeline.restart()
    timeline.advance(to: .hours(1))
    timeline.line(.hours(1), .resolve("A"))
    timeline.line(.hours(1), .resolve("B"))
    timeline.advance(to: .hours(2))
    let boss = zip(timeline.notifications, timeline.told).filter { $0.0.hook == "boss" }.map(\.1)
    #expect(boss == ["30m escalated A firing 1", "1h resolved A resolved 1"])
  }

  @Test("an alert that flaps is told when that begins and when it stops, and not in between")
  func flapping() {
    let expression = MetricCondition.Expression(metric: "m", comparison: .greater, limit: 0)
    let condition = MetricCondition(expression: expression, flapping: true)
    let alert = AlertDefinition(name: "Rule", condition: .metric(condition))
    var timeline = Timeline(RuleSet(alerts: [alert], route: .at("ops")))
    // Changes come at each of the first minutes, and later none.
    for minute in 0..<60 {
      let value = minute < 12 ? Double(minute % 2) : 1
      let sample = Sample(metric: "m", labels: [:], value: value, time: Timeline.start + .minutes(minute))
      timeline.at(.minutes(minute), .own([sample]))
      if minute % 7 == 0 { timeline.restart() }
    }
    #expect(
      timeline.told == [
        "1m new Rule firing 0", "2m resolved Rule resolved 0", "3m new Rule firing 0", "4m flapping Rule resolved 0",
        "30m steady Rule firing 0",
      ]
    )
    // What is told to be steady is repeated like any other alert.
    timeline.advance(to: .hours(5))
    #expect(timeline.told.last == "4h30m again Rule firing 0")
    let sample = Sample(metric: "m", labels: [:], value: 0, time: Timeline.start + .hours(5))
    timeline.at(.hours(5), .own([sample]))
    timeline.advance(to: .hours(6))
    #expect(timeline.told.last == "5h resolved Rule resolved 0")
  }

  @Test("an alert that flaps and comes no more is told to be steady, and not to be firing while it is only pending")
  func flappingEnds() {
    let expression = MetricCondition.Expression(metric: "m", comparison: .greater, limit: 0)
    let condition = MetricCondition(expression: expression, flapping: true)
    let alert = AlertDefinition(name: "Rule", condition: .metric(condition), pendingFor: .seconds(90))
    let metric = MetricDefinition(name: "m", origin: .command(CommandMetric(command: ["true"], interval: .minutes(1))))
    var timeline = Timeline(RuleSet(metrics: [metric], alerts: [alert], route: .at("ops")))
    for minute in 0..<24 {
      let offset = Duration.minutes(minute)
      let value = minute % 4 == 3 ? 0.0 : 1
      let sample = Sample(metric: "m", labels: [:], value: value, time: Timeline.start + offset)
      let run = CommandRun(
        metric: "m",
        started: sample.time,
        duration: .zero,
        status: 0,
        result: .samples([sample])
      )
      timeline.at(offset, .command(run))
    }
    // The last value of all is one that makes the alert pending.
    for minute in 24..<27 {
      let time = Timeline.start + .minutes(minute)
      let samples = minute == 24 ? [Sample(metric: "m", labels: [:], value: 1, time: time)] : nil
      let result: CommandRun.Result = samples.map { .samples($0) } ?? .timedOut
      let run = CommandRun(metric: "m", started: time, duration: .zero, status: nil, result: result)
      timeline.at(.minutes(minute), .command(run))
    }
    #expect(timeline.engine.alerts.map(\.state) == [.pending])
    timeline.advance(to: .days(3))
    #expect(timeline.notifications.last?.reason == .steady)
    #expect(timeline.notifications.last?.alerts.map(\.status) == [.resolved])
    #expect(timeline.engine.groups.isEmpty)
  }
}
