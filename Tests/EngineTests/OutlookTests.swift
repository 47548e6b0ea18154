import Engine
import Model
import Testing

@Suite("What a line would do")
struct OutlookTests {
  private static func outlook(
    _ condition: LineCondition,
    _ target: LineEvent.Target = .alert("Rule"),
    route: RouteDefinition = .at("ops")
  ) -> Outlook? {
    let alert = AlertDefinition(
      name: "Rule",
      condition: .lines(condition),
      pendingFor: .seconds(30),
      labels: ["severity": Interpolation("critical")]
    )
    let nights = TimeIntervalDefinition(name: "nights", parts: [TimeIntervalDefinition.Part(location: "UTC")])
    var rules = RuleSet(alerts: [alert], route: route, timeIntervals: [nights], externalLabels: ["host": "web-1"])
    func inhibition(of severity: String) -> InhibitionDefinition {
      InhibitionDefinition(
        source: [Matcher(name: "alert", comparison: .equal, value: "HostDown")],
        target: [Matcher(name: "severity", comparison: .equal, value: severity)],
        equal: severity == "critical" ? ["host"] : []
      )
    }
    rules.inhibitions = ["critical", "warning"].map(inhibition)
    let hit = LineEvent.Hit(target: target, fields: ["ip": "10.0.0.1", "user": "root"])
    return Engine.outlook(of: hit, at: Timeline.start, rules: rules)
  }

  @Test("each kind of rule has a step of its own")
  func steps() {
    var condition = LineCondition(source: "source", match: ["x"], by: ["ip"], threshold: 5, window: .minutes(10))
    #expect(Self.outlook(condition)?.step == .counts(of: 5, within: .minutes(10)))
    condition.absentFor = .hours(26)
    #expect(Self.outlook(condition)?.step == .postpones(by: .hours(26)))
    condition.absentFor = nil
    condition.novelty = LineCondition.Novelty(captures: ["ip"], remember: .days(3))
    #expect(Self.outlook(condition)?.step == .isNew(unlessWithin: .days(3)))
    condition.expectation = LineCondition.Expectation(without: Interpolation("{{user}} came"), within: .minutes(20))
    #expect(Self.outlook(condition)?.step == .awaits(within: .minutes(20)))
    #expect(Self.outlook(condition, .arrival("Rule"))?.step == .ends(["ip": "10.0.0.1", "user": "root"]))
    #expect(Self.outlook(condition, .resolve("Rule"))?.step == .ends(["ip": "10.0.0.1"]))
    #expect(Self.outlook(condition, .metric("m")) == nil)
  }

  @Test("the alert's labels, and the routes that take it with what mutes them, are the engine's own")
  func routes() {
    var child = RouteDefinition.at("boss")
    child.matchers = [Matcher(name: "severity", comparison: .equal, value: "critical")]
    child.grouping = .by(["alert", "ip"])
    child.groupWait = .zero
    child.muteTimeIntervals = ["nights"]
    child.escalation = RouteDefinition.Escalation(hook: "chief", after: .minutes(20))
    var root = RouteDefinition.at("ops")
    root.routes = [child]
    let outlook = Self.outlook(LineCondition(source: "source", match: ["x"], by: ["ip"]), route: root)
    let labels: Labels = ["alert": "Rule", "host": "web-1", "ip": "10.0.0.1", "severity": "critical"]
    #expect(outlook?.labels == labels && outlook?.pendingFor == .seconds(30))
    #expect(outlook?.routes.map(\.hook) == ["boss"])
    #expect(outlook?.routes.map(\.route) == [#"{}/{severity="critical"}"#])
    #expect(outlook?.routes.map(\.groupLabels) == [["alert": "Rule", "ip": "10.0.0.1"]])
    #expect(outlook?.routes.map(\.wait) == [.zero] && outlook?.routes.map(\.mutedBy) == ["nights"])
    #expect(outlook?.routes.map(\.escalation?.hook) == ["chief"])
    #expect(outlook?.inhibitions.map(\.equal) == [["host"]])
  }
}
