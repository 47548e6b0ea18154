import Engine
import Model
import Testing

@Suite("Alerts on what fleepd says of itself")
struct OwnMetricTests {
  private static func rules(pendingFor: Duration = .zero, keepFiringFor: Duration = .zero) -> RuleSet {
    let expression = MetricCondition.Expression(metric: OwnMetric.hookGone.name, comparison: .greater, limit: 0)
    let alert = AlertDefinition(
      name: "Rule",
      condition: .metric(MetricCondition(expression: expression)),
      pendingFor: pendingFor,
      keepFiringFor: keepFiringFor
    )
    return RuleSet(alerts: [alert], route: .at("ops"), externalLabels: ["host": "web-1"])
  }

  private static func gone(_ hooks: [String], _ detail: String? = nil) -> EngineEvent {
    .own(
      hooks.map {
        Sample(metric: OwnMetric.hookGone.name, labels: ["hook": $0], value: 1, time: Timeline.start, detail: detail)
      }
    )
  }

  @Test("what is not said any more does not hold: the alert ends at once, and its neighbours go on")
  func absentIsOver() {
    var timeline = Timeline(Self.rules())
    timeline.at(.seconds(0), Self.gone(["a", "b"]))
    timeline.at(.seconds(15), Self.gone(["b"]))
    #expect(timeline.engine.series(at: timeline.now).map(\.labels["hook"]) == ["b"])
    timeline.advance(to: .minutes(1))
    #expect(timeline.told.last == "15s someResolved Rule b web-1 firing 0, Rule a web-1 resolved 0")
    #expect(timeline.engine.alerts.map { $0.alert.labels["hook"] } == ["b"])
  }

  @Test("what is said of the value is a field of the alert, the newest one")
  func detail() {
    var timeline = Timeline(Self.rules())
    timeline.at(.zero, Self.gone(["a"], "status 404"))
    #expect(timeline.notifications.last?.alerts.first?.fields == ["detail": "status 404"])
    timeline.at(.seconds(15), Self.gone(["a"], "status 410"))
    timeline.at(.seconds(30), Self.gone(["a"]))
    #expect(timeline.engine.alerts.first?.alert.fields == ["detail": "status 410"])
  }

  @Test("keep_firing_for holds an alert over a restart, although nothing is said after it")
  func keepsFiring() {
    var timeline = Timeline(Self.rules(keepFiringFor: .hours(1)))
    timeline.at(.zero, Self.gone(["a"]))
    timeline.restart(at: .minutes(10))
    for quarter in 40...300 { timeline.at(.seconds(15 * quarter), Self.gone([])) }
    #expect(timeline.told == ["0s new Rule a web-1 firing 0", "1h10m resolved Rule a web-1 resolved 0"])
  }

  @Test("an alert that was pending does not fire after a restart before fleepd has said anything")
  func pendingOverRestart() {
    var timeline = Timeline(Self.rules(pendingFor: .minutes(1)))
    timeline.at(.zero, Self.gone(["a"]))
    timeline.restart(at: .minutes(10))
    timeline.advance(to: .minutes(11))
    #expect(timeline.told == [])
    timeline.at(.minutes(11), Self.gone([]))
    timeline.advance(to: .minutes(20))
    #expect(timeline.told == [])
  }

  @Test("a value holds until something else is said, since nothing is said while nothing changes")
  func valuesHold() {
    var timeline = Timeline(Self.rules())
    timeline.at(.zero, Self.gone(["a"]))
    timeline.advance(to: .hours(5))
    #expect(timeline.engine.series(at: timeline.now).map(\.labels["hook"]) == ["a"])
    timeline.at(.hours(6), Self.gone([]))
    #expect(timeline.engine.series(at: timeline.now).isEmpty)
  }

  @Test("an alert on itself is there from its first moment to its last")
  func hasOwnAlerts() {
    var timeline = Timeline(Self.rules(pendingFor: .minutes(1)))
    #expect(!timeline.engine.hasOwnAlerts)
    timeline.at(.zero, Self.gone(["a"]))
    #expect(timeline.engine.hasOwnAlerts)
    timeline.at(.seconds(15), Self.gone([]))
    #expect(!timeline.engine.hasOwnAlerts)
  }
}
