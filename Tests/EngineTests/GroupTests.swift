import Engine
import Model
import Testing

@Suite("Grouping")
struct GroupTests {
  private static let route = RouteDefinition(
    hook: "ops",
    groupWait: .seconds(10),
    groupInterval: .minutes(5),
    repeatInterval: .hours(4)
  )

  private static func timeline(resolveAfter: Duration? = .minutes(15), route: RouteDefinition = route) -> Timeline {
    Timeline(LineCondition(source: "source", match: ["x"], by: ["ip"], resolveAfter: resolveAfter), route: route)
  }

  @Test("alerts within group_wait make one message, later ones wait for group_interval")
  func waiting() {
    var timeline = Self.timeline()
    timeline.line(.zero, .alert("Rule"), ["ip": "a"])
    timeline.line(.seconds(9), .alert("Rule"), ["ip": "b"])
    timeline.line(.seconds(11), .alert("Rule"), ["ip": "c"])
    timeline.line(.minutes(12), .alert("Rule"), ["ip": "d"])
    timeline.advance(to: .minutes(14))
    #expect(
      timeline.told == [
        "10s new Rule a firing 1, Rule b firing 1",
        "5m10s more Rule a firing 1, Rule b firing 1, Rule c firing 1",
      ]
    )
    timeline.advance(to: .hours(3))
    #expect(
      timeline.told.dropFirst(2) == [
        "15m10s more Rule c firing 1, Rule d firing 1, Rule a resolved 1, Rule b resolved 1",
        "20m10s someResolved Rule d firing 1, Rule c resolved 1",
        "30m10s resolved Rule d resolved 1",
      ]
    )
    #expect(timeline.engine.groups.isEmpty)
  }

  @Test("an alert that fires and clears before it is told is one line")
  func passed() {
    var timeline = Self.timeline(resolveAfter: .seconds(5))
    timeline.line(.zero, .alert("Rule"), ["ip": "a"])
    timeline.advance(to: .hours(1))
    #expect(timeline.told == ["10s passed (Rule a resolved 1)"])
    #expect(timeline.notifications.first?.passed.first?.endsAt == Timeline.start + .seconds(5))
  }

  @Test("an alert that fires again before its end was told has nothing new to tell")
  func firesAgain() {
    var timeline = Self.timeline(resolveAfter: .minutes(1))
    timeline.line(.zero, .alert("Rule"), ["ip": "a"])
    timeline.line(.minutes(3), .alert("Rule"), ["ip": "a"])
    timeline.advance(to: .minutes(6))
    #expect(timeline.told == ["10s new Rule a firing 1", "5m10s resolved Rule a resolved 1"])
    #expect(timeline.notifications.last?.alerts.first?.startsAt == Timeline.start + .minutes(3))
  }

  @Test("an alert that fires again with other labels is another alert: the end of the first one is told")
  func otherLabels() {
    let alert = AlertDefinition(
      name: "Rule",
      condition: .lines(LineCondition(source: "source", match: ["x"], resolveAfter: .minutes(1))),
      labels: ["who": Interpolation("{{user}}")]
    )
    var timeline = Timeline(RuleSet(alerts: [alert], route: Self.route))
    timeline.line(.zero, .alert("Rule"), ["user": "ann"])
    timeline.line(.minutes(5), .alert("Rule"), ["user": "bob"])
    timeline.advance(to: .hours(1))
    #expect(
      timeline.told == [
        "10s new Rule ann firing 1", "5m10s more Rule bob firing 1, Rule ann resolved 1",
        "10m10s resolved Rule bob resolved 1",
      ]
    )
  }

  @Test("repeats come every repeat_interval to the second, after a day daily, after a week weekly")
  func repeats() {
    var timeline = Timeline(
      LineCondition(source: "source", match: ["x"], resolve: [Interpolation("y")]),
      route: RouteDefinition(hook: "ops", groupWait: .zero, groupInterval: .minutes(7), repeatInterval: .hours(4))
    )
    timeline.line(.zero)
    timeline.advance(to: .days(29))
    let hours = timeline.notifications.map { Int(($0.time - Timeline.start).inSeconds / 3600) }
    #expect(hours == [0, 4, 8, 12, 16, 20, 24, 48, 72, 96, 120, 144, 168, 336, 504, 672])
    #expect(timeline.notifications.dropFirst().allSatisfy { $0.reason == .again && $0.since == Timeline.start })
    // An idle week costs one tick.
    #expect(timeline.ticks < 40)
  }

  @Test("['...'] makes each alert a group of its own, and an empty list one group for all")
  func grouping() {
    var route = Self.route
    route.grouping = .none
    var alone = Self.timeline(route: route)
    route.grouping = .by([])
    var together = Self.timeline(route: route)
    for ip in ["a", "b"] {
      alone.line(.zero, .alert("Rule"), ["ip": ip])
      together.line(.zero, .alert("Rule"), ["ip": ip])
    }
    alone.advance(to: .seconds(10))
    together.advance(to: .seconds(10))
    #expect(alone.told.sorted() == ["10s new Rule a firing 1", "10s new Rule b firing 1"])
    #expect(together.told == ["10s new Rule a firing 1, Rule b firing 1"])
    #expect(together.notifications.first?.groupLabels == [:])
  }

  @Test("the most severe alerts come first")
  func order() {
    let rules = [("A", "info"), ("B", "critical"), ("C", "warning")].map { name, severity in
      AlertDefinition(
        name: AlertName(name),
        condition: .lines(LineCondition(source: "source", match: ["x"])),
        labels: ["severity": Interpolation(severity)]
      )
    }
    var route = Self.route
    route.grouping = .by([])
    var timeline = Timeline(RuleSet(alerts: rules, route: route))
    for name in ["A", "B", "C"] { timeline.line(.zero, .alert(RuleName(name))) }
    timeline.advance(to: .seconds(10))
    #expect(timeline.notifications.first?.alerts.map(\.name) == ["B", "C", "A"])
  }

  @Test("a group without alerts is forgotten, and leaves no record")
  func forgotten() {
    var timeline = Self.timeline()
    timeline.line(.zero, .alert("Rule"), ["ip": "a"])
    timeline.advance(to: .hours(1))
    #expect(timeline.engine.groups.isEmpty)
    #expect(timeline.records.keys.filter { !$0.hasPrefix("episode/") }.isEmpty)
  }
}
