import Engine
import Foundation
import Model
import Testing

@Suite("Simulation")
struct SimulationTests {
  @Test("restarts at random points change nothing that is told or written down", arguments: 0..<10)
  func restarts(block: Int) throws {
    for seed in block * 10..<block * 10 + 10 { try Simulation.check(seed, events: 40, restartOneIn: 6) }
  }
}

/// The same, longer, for the leisure of a release build.
@Suite(
  "Soak: the engine over virtual weeks, with 10,000 rule sets",
  .enabled(if: ProcessInfo.processInfo.environment["FLEEPD_SOAK"] != nil)
)
struct EngineSoak {
  @Test("restarts at random points change nothing that is told or written down", arguments: 0..<100)
  func restarts(block: Int) throws {
    for seed in 1000 + block * 100..<1100 + block * 100 { try Simulation.check(seed, events: 200, restartOneIn: 20) }
  }

  @Test("a million keys leave no more behind than the rule may hold")
  func millionKeys() {
    let condition = LineCondition(source: "source", match: ["x"], by: ["ip"], threshold: 5, window: .hours(1))
    let alert = AlertDefinition(name: "Rule", condition: .lines(condition))
    var engine = Engine(rules: RuleSet(alerts: [alert], route: .at("ops")), now: Timeline.start)
    let effects = KeyFlood.send(to: &engine, ["Rule"], count: 1_000_000)
    #expect(effects == [.fault(RuleFault(rule: "Rule", kind: .tooManyKeys(limit: Engine.keyLimit)))])
    // The newest keys are the ones that are still counted.
    let again = KeyFlood.send(to: &engine, ["Rule"], count: 1_000_000, from: 999_000)
    #expect(again.isEmpty)
  }
}

/// One rule set and one stream of events, with and without restarts.
enum Simulation {
  static func check(_ seed: Int, events count: Int, restartOneIn odds: Int) throws {
    let rules = try RandomRules.make(seed)
    let events = RandomEvents.make(seed, for: rules, count: count)
    let straight = run(rules, events, restarting: nil)
    let broken = run(rules, events, restarting: Seed(seed ^ 0x5eed), oneIn: odds)
    #expect(difference(straight.told, broken.told) == nil, "seed \(seed)")
    #expect(difference(straight.notifications, broken.notifications) == nil, "seed \(seed)")
    #expect(difference(straight.reports, broken.reports) == nil, "seed \(seed)")
    #expect(difference(straight.notices, broken.notices) == nil, "seed \(seed)")
    let records = straight.records.sorted { $0.key < $1.key }.map(Simulation.text)
    #expect(difference(records, broken.records.sorted { $0.key < $1.key }.map(Simulation.text)) == nil, "seed \(seed)")
    checkPairs(straight, seed)
  }

  private static func text(_ record: (key: String, value: [UInt8])) -> String {
    record.key + " " + String(decoding: record.value, as: UTF8.self)
  }

  /// The first place where two histories part; whole histories are too long to be printed.
  private static func difference<Element: Equatable>(_ left: [Element], _ right: [Element]) -> String? {
    if let place = zip(left, right).enumerated().first(where: { $1.0 != $1.1 }) {
      return "at \(place.offset): \(place.element.0), and with restarts \(place.element.1)"
    }
    return left.count == right.count ? nil : "\(left.count) and with restarts \(right.count)"
  }

  private static func run(
    _ rules: RuleSet,
    _ events: [RandomEvents.Timed],
    restarting seed: Seed?,
    oneIn odds: Int = 1
  ) -> Timeline {
    var timeline = Timeline(rules)
    var seed = seed
    for timed in events {
      timeline.advance(to: timed.offset)
      if seed?.one(in: odds) ?? false { timeline.restart() }
      timeline.handle(timed.event)
      if seed?.one(in: odds) ?? false { timeline.restart() }
    }
    timeline.advance(to: (events.last?.offset ?? .zero) + .days(2))
    // What is only forgotten with time is so with the next event.
    timeline.handle(.tick)
    return timeline
  }

  /// Whatever is told to be over was told to be firing before, on the same hook and once.
  private static func checkPairs(_ timeline: Timeline, _ seed: Int) {
    var open: [String: Int] = [:]
    for notification in timeline.notifications {
      #expect(!notification.alerts.isEmpty || !notification.passed.isEmpty, "seed \(seed)")
      for alert in notification.alerts {
        let key = "\(notification.hook) \(alert.name) \(alert.key)"
        if alert.status == .firing {
          open[key, default: 0] += 1
        } else if ![.flapping, .steady].contains(notification.reason) {
          #expect(open[key, default: 0] > 0, "seed \(seed): \(key) is over and was never told")
        }
      }
    }
  }
}
