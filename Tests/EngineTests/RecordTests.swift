import Engine
import Model
import Testing

@Suite("Records")
struct RecordTests {
  @Test("two runs of one event log give the same effects and the same records, byte for byte")
  func deterministic() throws {
    for seed in 500..<503 {
      let rules = try RandomRules.make(seed)
      let events = RandomEvents.make(seed, for: rules, count: 60)
      let logs = (0..<2).map { _ in
        var timeline = Timeline(rules)
        var log: [String] = []
        for timed in events {
          timeline.advance(to: timed.offset)
          timeline.handle(timed.event)
          log += timeline.records.sorted { $0.key < $1.key }.map { $0.key + String(decoding: $0.value, as: UTF8.self) }
          log += timeline.told
        }
        return log
      }
      #expect(logs[0].joined() == logs[1].joined(), "seed \(seed)")
    }
  }

  @Test("only what an event changes is written down")
  func incremental() {
    let condition = LineCondition(source: "source", match: ["x"], by: ["ip"])
    let alert = AlertDefinition(name: "Rule", condition: .lines(condition))
    var engine = Engine(rules: RuleSet(alerts: [alert], route: .at("ops")), now: Timeline.start)
    func line(_ ip: String) -> EngineEvent {
      let hit = LineEvent.Hit(target: .alert("Rule"), fields: ["ip": ip])
      return .lines([LineEvent(source: "source", origin: "", time: Timeline.start, text: "", hits: [hit])])
    }
    for number in 0..<200 { _ = engine.handle(line("\(number)"), now: Timeline.start) }
    #expect(engine.takeChanges().count > 400)
    _ = engine.handle(line("7"), now: Timeline.start)
    #expect(engine.takeChanges().keys.sorted() == ["alert/Rule/7"])
    #expect(engine.takeChanges().isEmpty)
  }

  @Test("records of what is gone, or that cannot be read, are deleted and do no harm")
  func orphans() {
    let records: [String: String] = [
      "alert/Gone/x": "{}", "alert/Rule/x": "not JSON", "group/1": "{}", "member/1/Rule/x": "7", "nonsense": "",
      "summary/gone": "{}", "tally/gone/1/2": "{}", "metric/gone/x": "{}", "silence/1": "[]", "episode/1": "{}",
      "sample/x": "{}", "flapping/Gone/x": "{}", "future/x": "{}",
    ]
    let alert = AlertDefinition(name: "Rule", condition: .lines(LineCondition(source: "source", match: ["x"])))
    let rules = RuleSet(alerts: [alert], route: .at("ops"))
    var engine = Engine(rules: rules, records: records.mapValues { Array($0.utf8) }, now: Timeline.start)
    let changes = engine.takeChanges()
    #expect(changes.keys.sorted() == records.keys.sorted())
    #expect(changes.values.allSatisfy { $0 == nil })
  }

  @Test("a reload keeps what goes on, and tells only what is new")
  func reload() {
    let condition = LineCondition(source: "source", match: ["x"], by: ["ip"], resolveAfter: .hours(9))
    var timeline = Timeline(condition)
    timeline.line(.zero, .alert("Rule"), ["ip": "a"])
    var rules = timeline.rules
    rules.alerts.append(AlertDefinition(name: "New", condition: .lines(condition)))
    rules.route.repeatInterval = .hours(5)
    timeline.restart(at: .minutes(1), rules: rules)
    timeline.line(.minutes(2), .alert("New"), ["ip": "b"])
    #expect(timeline.told == ["0s new Rule a firing 1", "2m new New b firing 1"])
    // Another route for the alert: its hook has not heard of it.
    rules.route.routes = [RouteDefinition.at("other")]
    timeline.restart(at: .minutes(3), rules: rules)
    timeline.advance(to: .minutes(4))
    #expect(timeline.notifications.dropFirst(2).map(\.hook) == ["other", "other"])
    // A rule that is gone takes its alerts with it, silently.
    rules.alerts = []
    timeline.restart(at: .minutes(5), rules: rules)
    timeline.advance(to: .days(20))
    #expect(timeline.notifications.count == 4)
    #expect(timeline.records.keys.filter { !$0.hasPrefix("episode/") }.isEmpty)
  }

  @Test("keys may hold anything that a log line holds", arguments: ["a/b", "%2F", "é\u{1F}ü", "", "\u{0}", "🦊/%"])
  func keys(value: String) {
    let condition = LineCondition(source: "source", match: ["x"], by: ["ip"], resolveAfter: .minutes(15))
    let alert = AlertDefinition(name: "Rule/%2F", condition: .lines(condition))
    var timeline = Timeline(RuleSet(alerts: [alert], route: .at("ops")))
    timeline.line(.zero, .alert("Rule/%2F"), ["ip": value])
    timeline.restart()
    timeline.advance(to: .hours(1))
    #expect(timeline.notifications.map(\.reason) == [.new, .resolved])
    #expect(timeline.notifications.map { $0.alerts.map { $0.labels["ip"] } } == [[value], [value]])
  }
}
