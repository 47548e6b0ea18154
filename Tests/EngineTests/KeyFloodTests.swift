import Engine
import Model
import Testing

@Suite("A flood of keys")
struct KeyFloodTests {
  /// Lines with values that never come again, as an attacker sends them.
  private static func flood(_ engine: inout Engine, _ names: [AlertName], count: Int) -> [Effect] {
    var effects: [Effect] = []
    var number = 0
    while number < count {
      let lines = (number..<number + 1000).map { value in
        let hits = names.map { LineEvent.Hit(target: .alert($0), fields: ["ip": "10.\(value)"]) }
        let time = Timeline.start + .milliseconds(value)
        return LineEvent(source: "source", origin: "", time: time, text: "failed password from 10.\(value)", hits: hits)
      }
      number += 1000
      effects += engine.handle(.lines(lines), now: Timeline.start + .milliseconds(number))
      _ = engine.takeChanges()
    }
    return effects
  }

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
    let effects = Self.flood(&engine, names, count: 5000)
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
