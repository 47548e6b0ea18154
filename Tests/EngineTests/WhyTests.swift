import Engine
import Model
import Testing

@Suite("Why")
struct WhyTests {
  @Test("an alert that is not told says what it waits for")
  func waiting() {
    let condition = LineCondition(source: "source", match: ["x"], by: ["ip"], threshold: 3, window: .minutes(20))
    var route = RouteDefinition.at("ops")
    route.groupWait = .minutes(1)
    var timeline = Timeline(condition, pendingFor: .minutes(2), route: route)
    timeline.line(.zero, .alert("Rule"), ["ip": "a"])
    timeline.line(.seconds(1), .alert("Rule"), ["ip": "a"])
    let until = Timeline.start + .seconds(1) + .minutes(20)
    #expect(timeline.engine.why("Rule").map(\.state) == [.counting(lines: 2, of: 3, until: until)])
    timeline.line(.seconds(2), .alert("Rule"), ["ip": "a"])
    #expect(timeline.engine.why("Rule").map(\.state) == [.pending(until: Timeline.start + .seconds(122))])
    timeline.advance(to: .minutes(3))
    let why = timeline.engine.why("Rule")
    #expect(why.map(\.state) == [.firing(until: Timeline.start + .seconds(122) + .minutes(20))])
    #expect(why.first?.routes.map(\.hook) == ["ops"])
    #expect(why.first?.routes.map(\.told) == [nil])
    #expect(why.first?.routes.map(\.next) == [Timeline.start + .seconds(182)])
    timeline.advance(to: .minutes(4))
    #expect(timeline.engine.why("Rule").first?.routes.map(\.told) == [Timeline.start + .seconds(182)])
  }

  @Test("an alert that nobody acknowledged says who is told of that, and when")
  func escalation() {
    var route = RouteDefinition.at("ops")
    route.groupWait = .minutes(1)
    route.escalation = RouteDefinition.Escalation(hook: "boss", after: .minutes(20))
    var timeline = Timeline(LineCondition(source: "source", match: ["x"], resolveAfter: .hours(1)), route: route)
    timeline.line(.zero)
    func escalation() -> Why.Escalation? { timeline.engine.why("Rule").first?.routes.first?.escalation }
    #expect(escalation() == nil)
    timeline.advance(to: .minutes(10))
    let told = timeline.engine.why("Rule").first?.routes.first?.told ?? .distantFuture
    #expect(escalation()?.hook == "boss" && escalation()?.time == told + .minutes(20))
    timeline.at(.minutes(11), .acknowledge(key: "Rule", author: "me"))
    #expect(escalation() == nil)
  }

  @Test("an alert that is over is known by its name and its key")
  func over() {
    var timeline = Timeline(LineCondition(source: "source", match: ["x"], by: ["ip"], resolveAfter: .minutes(5)))
    timeline.line(.zero, .alert("Rule"), ["ip": "a"])
    timeline.line(.minutes(1), .alert("Rule"), ["ip": "b"])
    let key = timeline.engine.alerts.first { $0.alert.labels["ip"] == "a" }?.alert.key ?? ""
    #expect(timeline.engine.lastEpisode(of: "Rule") == nil)
    timeline.advance(to: .hours(1))
    timeline.restart()
    #expect(timeline.engine.why("Rule").isEmpty)
    #expect(timeline.engine.lastEpisode(of: key)?.labels["ip"] == "a")
    #expect(timeline.engine.lastEpisode(of: "Rule")?.endsAt == Timeline.start + .minutes(6))
    #expect(timeline.engine.lastEpisode(of: "Unknown") == nil)
  }

  @Test("an alert that is held back says by what")
  func held() {
    let condition = LineCondition(source: "source", match: ["x"], resolve: [Interpolation("y")])
    let alerts = ["A", "B"].map { AlertDefinition(name: AlertName($0), condition: .lines(condition)) }
    var route = RouteDefinition.at("ops")
    route.muteTimeIntervals = ["always"]
    let inhibition = InhibitionDefinition(
      source: [Matcher(name: "alert", comparison: .equal, value: "A")],
      target: [Matcher(name: "alert", comparison: .equal, value: "B")]
    )
    let always = TimeIntervalDefinition(name: "always", parts: [TimeIntervalDefinition.Part(location: "UTC")])
    var timeline = Timeline(
      RuleSet(alerts: alerts, route: route, inhibitions: [inhibition], timeIntervals: [always])
    )
    let silence = Silence(
      id: "1",
      matchers: [Matcher(name: "alert", comparison: .matches, value: "B|C")],
      startsAt: Timeline.start,
      endsAt: Timeline.start + .hours(1)
    )
    timeline.at(.zero, .silence(silence))
    timeline.line(.zero, .alert("A"))
    timeline.line(.zero, .alert("B"))
    timeline.at(.zero, .acknowledge(key: "B", author: "me"))
    let key = timeline.engine.alerts.first { $0.alert.name == "B" }?.alert.key ?? ""
    let why = timeline.engine.why(key)
    #expect(why.map(\.rule) == ["B"])
    #expect(why.first?.silencedBy == [silence])
    #expect(why.first?.inhibitedBy?.name == "A")
    #expect(why.first?.acknowledgedBy == "me")
    #expect(why.first?.routes.map(\.mutedBy) == ["always"])
    #expect(timeline.engine.why("Unknown").isEmpty)
  }
}
