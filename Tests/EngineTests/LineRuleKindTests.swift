import Engine
import Model
import Testing

@Suite("Kinds of alerts on lines")
struct LineRuleKindTests {
  @Test("a pair: one line opens, another with the same values resolves")
  func pair() {
    var condition = LineCondition(source: "source", match: ["x"], by: ["nic"])
    condition.resolve = [Interpolation("up")]
    var timeline = Timeline(condition, pendingFor: .seconds(30))
    timeline.line(.zero, .alert("Rule"), ["nic": "eth0"])
    timeline.line(.seconds(10), .alert("Rule"), ["nic": "eth1"])
    timeline.line(.seconds(20), .resolve("Rule"), ["nic": "eth0"])
    timeline.line(.days(3), .resolve("Rule"), ["nic": "eth1"])
    timeline.line(.days(3), .resolve("Rule"), ["nic": "eth2"])
    timeline.advance(to: .days(3) + .minutes(1))
    let told = timeline.told
    #expect(told.first == "40s new Rule eth1 firing 1")
    #expect(told.last == "3d resolved Rule eth1 resolved 1")
    #expect(told.dropFirst().dropLast().allSatisfy { $0.hasSuffix("again Rule eth1 firing 1") })
  }

  @Test("a resolving line that names no value resolves all of the rule's alerts")
  func resolveAll() {
    var condition = LineCondition(source: "source", match: ["x"], by: ["nic"])
    condition.resolve = [Interpolation("all up")]
    var timeline = Timeline(condition)
    for nic in ["a", "b"] { timeline.line(.zero, .alert("Rule"), ["nic": nic]) }
    timeline.line(.minutes(1), .resolve("Rule"), [:])
    #expect(timeline.told.last == "1m resolved Rule a resolved 1, Rule b resolved 1")
  }

  @Test("a resolving line must repeat the captures that its pattern names")
  func resolveRepeats() {
    var condition = LineCondition(source: "source", match: ["x"])
    condition.resolve = [Interpolation("job {{id}} done")]
    var timeline = Timeline(condition)
    timeline.line(.zero, .alert("Rule"), ["id": "7"])
    timeline.line(.minutes(1), .resolve("Rule"), ["id": "8"])
    #expect(timeline.engine.alerts.count == 1)
    timeline.line(.minutes(2), .resolve("Rule"), ["id": "7"])
    #expect(timeline.told.last == "2m resolved Rule resolved 1")
  }

  private static func deploys() -> Timeline {
    var condition = LineCondition(source: "source", match: ["x"], by: ["id"])
    condition.expectation = LineCondition.Expectation(
      without: Interpolation("deploy {{id}} finished"),
      within: .minutes(20)
    )
    return Timeline(condition)
  }

  @Test("the second line that does not come fires, late it resolves")
  func missingSecond() {
    var timeline = Self.deploys()
    timeline.line(.zero, .alert("Rule"), ["id": "a"])
    timeline.line(.minutes(1), .alert("Rule"), ["id": "b"])
    timeline.line(.minutes(19), .arrival("Rule"), ["id": "a"])
    timeline.line(.minutes(25), .arrival("Rule"), ["id": "b"])
    timeline.advance(to: .hours(1))
    #expect(timeline.told == ["21m new Rule b firing 1", "25m resolved Rule b resolved 1"])
  }

  @Test("lines read after downtime are judged by their own times, with those that come after")
  func missingSecondAfterDowntime() {
    var timeline = Self.deploys()
    timeline.line(.zero, .alert("Rule"), ["id": "a"])
    timeline.restart(at: .hours(2), caughtUp: false)
    timeline.handle(.tick)
    timeline.line(.minutes(10), .arrival("Rule"), ["id": "a"], readAt: .hours(2))
    timeline.line(.minutes(30), .alert("Rule"), ["id": "b"], readAt: .hours(2))
    timeline.handle(.caughtUp)
    timeline.advance(to: .hours(3))
    #expect(timeline.told == ["2h1m passed (Rule b resolved 1)"])
    #expect(timeline.notifications.first?.passed.first?.startsAt == Timeline.start + .minutes(50))
  }

  private static func backup() -> Timeline {
    var condition = LineCondition(source: "source", match: ["x"])
    condition.absentFor = .hours(26)
    return Timeline(condition)
  }

  @Test("silence is the fault: from the start, and from each line")
  func absence() {
    var timeline = Self.backup()
    timeline.line(.hours(20))
    timeline.line(.hours(49), text: "backup finished")
    timeline.line(.hours(60))
    timeline.advance(to: .hours(61))
    #expect(timeline.told == ["1d22h new Rule firing 0", "2d1h resolved Rule resolved 0"])
    let alert = timeline.notifications.first?.alerts.first
    #expect(alert?.startsAt == Timeline.start + .hours(46))
    #expect(alert?.annotations == ["summary": "nothing has matched for 1 d 2 h"])
  }

  @Test("with `by`, each value that was seen once must come again")
  func absenceOfEach() {
    var condition = LineCondition(source: "source", match: ["x"], by: ["host"])
    condition.absentFor = .hours(26)
    var timeline = Timeline(condition)
    for (hour, host) in [(0, "a"), (1, "b"), (20, "a"), (40, "a"), (50, "b")] {
      timeline.line(.hours(hour), .alert("Rule"), ["host": host])
      timeline.restart()
    }
    timeline.advance(to: .hours(60))
    #expect(
      timeline.told.filter { !$0.contains("again") } == ["1d3h new Rule b firing 0", "2d2h resolved Rule b resolved 0"]
    )
  }

  @Test("time during which fleepd was down counts as silence, after the lines of that time were read")
  func absenceAfterDowntime() {
    var quiet = Self.backup()
    quiet.restart(at: .hours(30))
    #expect(quiet.told == ["1d6h new Rule firing 0"])
    var busy = Self.backup()
    busy.restart(at: .hours(30), caughtUp: false)
    busy.handle(.tick)
    busy.line(.hours(25), readAt: .hours(30))
    busy.handle(.caughtUp)
    busy.advance(to: .hours(50))
    #expect(busy.told.isEmpty)
  }

  @Test("without word from the inputs the wait for lines ends by itself")
  func waitEnds() {
    var timeline = Self.backup()
    timeline.restart(at: .hours(30), caughtUp: false)
    timeline.advance(to: .hours(30) + .minutes(1))
    #expect(timeline.told == ["1d6h30s new Rule firing 0"])
  }

  @Test("the first time that a value is seen, and again when it was forgotten")
  func novelty() {
    var condition = LineCondition(source: "source", match: ["x"])
    condition.novelty = LineCondition.Novelty(captures: ["ip"], remember: .days(30))
    var timeline = Timeline(condition)
    for (day, ip) in [(0, "a"), (1, "b"), (20, "a"), (40, "a"), (40, "b"), (71, "a")] {
      timeline.line(.days(day), .alert("Rule"), ["ip": ip])
      timeline.restart()
    }
    #expect(
      timeline.told == [
        "0s new Rule a firing 1", "1d new Rule b firing 1", "5w5d new Rule b firing 1", "10w1d new Rule a firing 1",
      ]
    )
  }

  @Test("a threshold that was reached waits for `for`, and quiet ends the wait")
  func pending() {
    let condition = LineCondition(
      source: "source",
      match: ["x"],
      threshold: 2,
      window: .minutes(1),
      resolveAfter: .minutes(3)
    )
    var timeline = Timeline(condition, pendingFor: .minutes(5))
    for minute in [0, 0, 2, 4] { timeline.line(.minutes(minute)) }
    #expect(timeline.engine.alerts.map(\.state) == [.pending])
    for minute in [20, 20] { timeline.line(.minutes(minute)) }
    timeline.advance(to: .hours(1))
    #expect(timeline.told == ["5m new Rule firing 4", "7m resolved Rule resolved 4"])
  }
}
