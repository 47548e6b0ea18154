import Engine
import Model
import Testing

@Suite("Alerts on lines")
struct LineAlertTests {
  @Test("a line fires an alert at once where group_wait is 0s")
  func immediate() {
    var timeline = Timeline(LineCondition(source: "source", match: ["x"]))
    timeline.line(.seconds(3), text: "disk on fire")
    #expect(timeline.told == ["3s new Rule firing 1"])
    #expect(timeline.notifications.first?.alerts.first?.lines == ["disk on fire"])
    #expect(timeline.notifications.first?.alerts.first?.startsAt == Timeline.start + .seconds(3))
  }

  @Test(
    "a threshold counts the lines of the window before the newest, its edge included",
    arguments: [
      ([0, 10, 20], [20]),
      ([0, 31, 60], [60]),
      ([0, 31, 61], []),
      ([0, 40, 61, 95], [95]),
      ([0, 1], []),
    ] as [([Int], [Int])]
  )
  func threshold(times: [Int], fires: [Int]) {
    var timeline = Timeline(LineCondition(source: "source", match: ["x"], threshold: 3, window: .seconds(60)))
    for time in times { timeline.line(.seconds(time)) }
    #expect(timeline.notifications.map { ($0.time - Timeline.start).text } == fires.map { Duration.seconds($0).text })
  }

  @Test("each value of `by` is an alert of its own, with the value as a label")
  func by() {
    let condition = LineCondition(source: "source", match: ["x"], by: ["ip"], threshold: 2, window: .minutes(10))
    var timeline = Timeline(condition)
    for (second, ip) in [(0, "a"), (1, "b"), (2, "a"), (3, "c"), (60, "b")] {
      timeline.line(.seconds(second), .alert("Rule"), ["ip": ip])
    }
    #expect(timeline.told == ["2s new Rule a firing 2", "1m more Rule a firing 2, Rule b firing 2"])
    #expect(timeline.notifications.first?.alerts.first?.labels == ["alert": "Rule", "ip": "a"])
  }

  @Test("lines that were read late count at their own time")
  func eventTime() {
    var condition = LineCondition(source: "source", match: ["x"], threshold: 3, window: .seconds(60))
    condition.resolveAfter = .minutes(5)
    var timeline = Timeline(condition)
    for second in [0, 10, 20] { timeline.line(.seconds(second), readAt: .hours(1)) }
    timeline.advance(to: .hours(2))
    #expect(timeline.told == ["1h new Rule firing 3", "1h1m resolved Rule resolved 3"])
    #expect(timeline.notifications.first?.alerts.first?.startsAt == Timeline.start + .seconds(20))
    #expect(timeline.notifications.last?.alerts.first?.endsAt == Timeline.start + .seconds(320))
  }

  @Test("lines out of order are counted where they belong")
  func outOfOrder() {
    var timeline = Timeline(LineCondition(source: "source", match: ["x"], threshold: 3, window: .seconds(60)))
    timeline.line(.seconds(100))
    timeline.line(.seconds(30), readAt: .seconds(101))
    timeline.line(.seconds(90), readAt: .seconds(102))
    #expect(timeline.told.isEmpty)
    timeline.line(.seconds(50), readAt: .seconds(103))
    #expect(timeline.told == ["1m43s new Rule firing 3"])
  }

  @Test("a firing alert counts further lines silently and tells them when it resolves")
  func counting() {
    var timeline = Timeline(LineCondition(source: "source", match: ["x"], resolveAfter: .minutes(15)))
    for minute in 0..<10 { timeline.line(.minutes(minute)) }
    timeline.advance(to: .hours(1))
    #expect(timeline.told == ["0s new Rule firing 1", "24m resolved Rule resolved 10"])
  }

  @Test("with neither resolve nor resolve_after it ends silently, and a later line begins a new episode")
  func silentEnd() {
    var timeline = Timeline(LineCondition(source: "source", match: ["x"]))
    timeline.line(.zero)
    timeline.line(.minutes(14))
    timeline.line(.minutes(30))
    #expect(timeline.told == ["0s new Rule firing 1", "30m new Rule firing 1"])
    timeline.advance(to: .days(2))
    #expect(timeline.notifications.count == 2)
    #expect(timeline.engine.alerts.isEmpty)
    #expect(timeline.records.keys.filter { !$0.hasPrefix("episode/") }.isEmpty)
  }

  @Test("a line from the future counts as of now")
  func future() {
    var timeline = Timeline(LineCondition(source: "source", match: ["x"], resolveAfter: .minutes(1)))
    timeline.line(.hours(5), readAt: .zero)
    timeline.advance(to: .minutes(2))
    #expect(timeline.told == ["0s new Rule firing 1", "1m resolved Rule resolved 1"])
  }

  @Test("labels take captures, the rule's win, and the external ones are there")
  func labels() {
    let alert = AlertDefinition(
      name: "Rule",
      condition: .lines(LineCondition(source: "source", match: ["x"], by: ["ip"])),
      labels: ["severity": Interpolation("critical"), "who": Interpolation("{{user}}@{{ip}}")]
    )
    let external: Labels = ["host": "web-1", "ip": "external"]
    var timeline = Timeline(RuleSet(alerts: [alert], route: .at("ops"), externalLabels: external))
    timeline.line(.zero, .alert("Rule"), ["ip": "10.0.0.1", "user": "root"])
    let labels: Labels = [
      "alert": "Rule", "host": "web-1", "ip": "10.0.0.1", "severity": "critical", "who": "root@10.0.0.1",
    ]
    #expect(timeline.notifications.map(\.alerts[0].labels) == [labels])
  }

  @Test("only the last lines are kept, and only the beginning of a long one")
  func bounded() {
    var timeline = Timeline(LineCondition(source: "source", match: ["x"], threshold: 8, window: .hours(1)))
    for second in 0..<7 { timeline.line(.seconds(second), text: "line \(second)") }
    timeline.line(.seconds(7), text: String(repeating: "é", count: 10_000))
    let lines = timeline.notifications.first?.alerts.first?.lines ?? []
    #expect(lines.dropLast() == ["line 3", "line 4", "line 5", "line 6"])
    #expect(lines.last?.count == 2000)
    #expect(lines.last?.hasSuffix("…") == true)
  }

  @Test("a rule remembers so many keys and no more, and says so once")
  func keyLimit() {
    let condition = LineCondition(source: "source", match: ["x"], by: ["ip"], threshold: 2, window: .minutes(10))
    let alert = AlertDefinition(name: "Rule", condition: .lines(condition))
    var timeline = Timeline(RuleSet(alerts: [alert], route: .at("ops")), keyLimit: 10)
    for number in 0..<100 { timeline.line(.seconds(number), .alert("Rule"), ["ip": "\(number)"]) }
    #expect(timeline.records.count == 10)
    #expect(timeline.faults == [RuleFault(rule: "Rule", kind: .tooManyKeys(limit: 10))])
    // The newest keys are the ones that are still counted.
    timeline.line(.seconds(100), .alert("Rule"), ["ip": "99"])
    timeline.line(.seconds(101), .alert("Rule"), ["ip": "0"])
    #expect(timeline.told == ["1m40s new Rule 99 firing 2"])
    timeline.advance(to: .hours(1))
    #expect(timeline.faults.last == RuleFault(rule: "Rule", kind: .keysFitAgain(lines: 91)))
  }

  @Test("firing alerts are not displaced by new keys")
  func firingStay() {
    let condition = LineCondition(source: "source", match: ["x"], by: ["ip"])
    let alert = AlertDefinition(name: "Rule", condition: .lines(condition))
    var timeline = Timeline(RuleSet(alerts: [alert], route: .at("ops")), keyLimit: 3)
    for number in 0..<5 { timeline.line(.seconds(number), .alert("Rule"), ["ip": "\(number)"]) }
    #expect(timeline.engine.alerts.map(\.alert.labels["ip"]) == ["0", "1", "2"])
  }
}
