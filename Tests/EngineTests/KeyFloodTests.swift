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
}
