import Engine
import Model
import Testing

/// Lines with values that never come again, as an attacker sends them.
enum KeyFlood {
  static func send(to engine: inout Engine, _ rules: [RuleName], count: Int, from first: Int = 0) -> [Effect] {
    var effects: [Effect] = []
    for number in stride(from: first, to: count, by: 1000) {
      let lines = (number..<number + 1000).map { value in
        let hits = rules.map { LineEvent.Hit(target: .alert($0), fields: ["ip": "10.\(value)"]) }
        let time = Timeline.start + .milliseconds(value)
        return LineEvent(source: "source", origin: "", time: time, text: "failed password from 10.\(value)", hits: hits)
      }
      effects += engine.handle(.lines(lines), now: Timeline.start + .milliseconds(number + 1000))
      _ = engine.takeChanges()
    }
    return effects
  }
}

@Suite("A flood of keys")
struct KeyFloodTests {
  @Test("a rule holds no more keys than it may, says so once, and others are not disturbed")
  func bounded() {
    let names: [AlertName] = ["Counting", "Firing"]
    var alerts = zip(names, [5, 1]).map { name, threshold in
      let condition = LineCondition(source: "source", match: ["x"], by: ["ip"], threshold: threshold, window: .hours(1))
      return AlertDefinition(name: name, condition: .lines(condition))
    }
    alerts.append(
      AlertDefinition(name: "Other", condition: .lines(LineCondition(source: "other", match: ["x"], by: ["ip"])))
    )
    var route = RouteDefinition.at("ops")
    route.groupInterval = .hours(1)
    var engine = Engine(rules: RuleSet(alerts: alerts, route: route), now: Timeline.start, keyLimit: 500)
    let effects = KeyFlood.send(to: &engine, alerts.prefix(2).map(\.rule), count: 5000)
    let faults = effects.filter { effect in
      guard case .fault = effect else { return false }
      return true
    }
    #expect(faults == names.map { .fault(RuleFault(rule: $0.text, kind: .tooManyKeys(limit: 500))) })
    #expect(engine.alerts.count == 500)
    let now = Timeline.start + .seconds(6)
    let hit = LineEvent.Hit(target: .alert("Other"), fields: ["ip": "x"])
    let line = LineEvent(source: "other", origin: "", time: now, text: "", hits: [hit])
    let told = engine.handle(.lines([line]), now: now)
    #expect(told.count == 1)
  }

  /// Twenty rules that may hold 500 keys each: 25 of their own, and 500 together for whoever needs them.
  private static func twenty(threshold: Int) -> RuleSet {
    let alerts = (0..<20).map { number in
      let condition = LineCondition(source: "source", match: ["x"], by: ["ip"], threshold: threshold, window: .hours(1))
      return AlertDefinition(name: AlertName("Rule\(number)"), condition: .lines(condition))
    }
    var rules = RuleSet(alerts: alerts, route: .at("ops"))
    rules.maxKeys = 500
    return rules
  }

  private static func faults(_ effects: [Effect]) -> [RuleFault] {
    effects.compactMap { effect in
      guard case .fault(let fault) = effect else { return nil }
      return fault
    }
  }

  @Test("all rules together hold no more keys than they may, and each has its share whatever the others hold")
  func together() {
    let rules = Self.twenty(threshold: 1)
    var engine = Engine(rules: rules, now: Timeline.start, keyLimit: 500)
    let first = KeyFlood.send(to: &engine, ["Rule0"], count: 1000)
    #expect(Self.faults(first) == [RuleFault(rule: "Rule0", kind: .tooManyKeys(limit: 500))])
    #expect(engine.alerts.count == 500)
    let second = KeyFlood.send(to: &engine, ["Rule1"], count: 1000)
    #expect(Self.faults(second) == [RuleFault(rule: "Rule1", kind: .noCommonRoom(total: 500))])
    #expect(engine.alerts.count == 550)
    let others = KeyFlood.send(to: &engine, (2..<20).map { RuleName("Rule\($0)") }, count: 1000)
    #expect(Self.faults(others).allSatisfy { $0.kind == .noCommonRoom(total: 500) })
    #expect(Self.faults(others).count == 18, "each says so once")
    #expect(Dictionary(grouping: engine.alerts) { $0.alert.name }.values.map(\.count).min() == 25)
    #expect(engine.alerts.count == 1000)
  }

  @Test("what the rules may hold together is there for a few of them, however many others there are")
  func common() {
    let alerts = (0..<100).map { number in
      let condition = LineCondition(source: "source", match: ["x"], by: ["ip"])
      return AlertDefinition(name: AlertName("Rule\(number)"), condition: .lines(condition))
    }
    var rules = RuleSet(alerts: alerts, route: .at("ops"))
    rules.maxKeys = 2000
    var engine = Engine(rules: rules, now: Timeline.start, keyLimit: 1000)
    let effects = KeyFlood.send(to: &engine, ["Rule0", "Rule1"], count: 1000)
    #expect(Self.faults(effects) == [])
    #expect(engine.alerts.count == 2000)
  }

  @Test("a rule with no common room counts the newest of its keys, before and after a restart")
  func displaced() {
    let rules = Self.twenty(threshold: 2)
    var timeline = Timeline(rules, keyLimit: 500)
    func line(_ rule: Int, _ number: Int) -> LineEvent {
      let hit = LineEvent.Hit(target: .alert(RuleName("Rule\(rule)")), fields: ["ip": "\(number)"])
      let time = Timeline.start + .milliseconds(number)
      return LineEvent(source: "source", origin: "", time: time, text: "", hits: [hit])
    }
    timeline.advance(to: .seconds(1))
    for rule in 0..<3 { timeline.handle(.lines((0..<500).map { line(rule, $0) })) }
    #expect(timeline.records.count == 575)
    let kinds: [RuleFault.Kind] = [.noCommonRoom(total: 500), .noCommonRoom(total: 500)]
    #expect(timeline.faults.map(\.kind) == kinds)
    for isRestarted in [false, true] {
      if isRestarted { timeline.restart() }
      let newest = isRestarted ? 498 : 499
      timeline.handle(.lines([line(2, isRestarted ? 601 : 600), line(2, newest)]))
      #expect(timeline.engine.alerts.contains { $0.state == .firing && $0.alert.labels["ip"] == "\(newest)" })
      #expect(timeline.records.keys.count { $0.hasPrefix("alert/Rule2/") } == 25)
    }
    // When the others' keys are over there is room again.
    timeline.advance(to: .hours(2))
    #expect(timeline.faults.last.map { fault in if case .keysFitAgain = fault.kind { true } else { false } } == true)
  }
}
