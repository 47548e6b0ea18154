import Engine
import Model

/// Events over virtual weeks: bursts of lines, quiet days, polls that fail now and then, silences and acknowledgements.
struct RandomEvents {
  struct Timed {
    var offset: Duration
    var event: EngineEvent
  }

  private var seed: Seed
  private let rules: RuleSet
  private var offset = Duration.zero
  private var silences = 0

  static func make(_ seed: Int, for rules: RuleSet, count: Int) -> [Timed] {
    var events = RandomEvents(seed: Seed(seed &* 7919 &+ 1), rules: rules)
    return (0..<count).map { _ in events.next() }
  }

  private init(seed: Seed, rules: RuleSet) {
    self.seed = seed
    self.rules = rules
  }

  private mutating func next() -> Timed {
    let pause: [Duration] = [.zero, .milliseconds(1), .seconds(1), .seconds(17), .minutes(5), .minutes(50), .hours(9)]
    offset += seed.pick(pause) * Int.random(in: 1...3, using: &seed)
    let event: EngineEvent =
      switch Int.random(in: 0..<21, using: &seed) {
      case 0...10: .lines((0..<Int.random(in: 1...4, using: &seed)).map { _ in line() })
      case 11...16: .command(run())
      case 17: silence()
      case 18: .own(samples(of: "own"))
      case 19: .acknowledge(key: seed.pick(rules.alerts).name.text, author: "me")
      default: .tick
      }
    return Timed(offset: offset, event: event)
  }

  private var now: Instant { Timeline.start + offset }

  private mutating func line() -> LineEvent {
    var fields = ["ip": seed.pick(["a", "b", "c"]), "user": seed.pick(["u", "v"])]
    fields["severity"] = seed.pick(["info", "warning", "critical"])
    if seed.one(in: 9) { fields["ip"] = nil }
    var hits: [LineEvent.Hit] = []
    for alert in rules.alerts {
      guard case .lines = alert.condition else { continue }
      switch Int.random(in: 0..<5, using: &seed) {
      case 0, 1: hits.append(.init(target: .alert(alert.rule), fields: fields))
      case 2: hits.append(.init(target: seed.one(in: 2) ? .resolve(alert.rule) : .arrival(alert.rule), fields: fields))
      default: break
      }
    }
    if seed.one(in: 3) { hits.append(.init(target: .metric("counted"), fields: fields)) }
    if seed.one(in: 2) { hits.append(.init(target: .section("summary", index: 1), fields: fields)) }
    // As late as lines usually are: a larger lag is not remembered over a restart.
    let time = now - .milliseconds(Int.random(in: 0...9000, using: &seed))
    return LineEvent(source: "source", origin: "/var/log/source", time: time, text: "line", hits: hits)
  }

  private mutating func run() -> CommandRun {
    let result: CommandRun.Result =
      seed.one(in: 6)
      ? seed.pick([.failed(status: 2, message: "no"), .timedOut, .unparsable(reason: "no"), .absent(reason: "no")])
      : .samples(samples(of: "polled"))
    return CommandRun(metric: "polled", started: now, duration: .zero, status: 0, result: result)
  }

  private mutating func samples(of metric: MetricName) -> [Sample] {
    ["a", "b"].filter { _ in !seed.one(in: 9) }.map { name in
      let value = Double(Int.random(in: 0...5, using: &seed))
      return Sample(metric: metric, labels: ["ip": name], value: value, time: now)
    }
  }

  private mutating func silence() -> EngineEvent {
    if silences > 0, seed.one(in: 2) { return .unsilence(id: "silence\(Int.random(in: 1...silences, using: &seed))") }
    silences += 1
    let starts = now + seed.pick([.zero, .hours(1)])
    let matcher = Matcher(name: "ip", comparison: .matches, value: seed.pick(["a", "a|b", ".*"]))
    return .silence(
      Silence(
        id: "silence\(silences)",
        matchers: [matcher],
        startsAt: starts,
        endsAt: starts + seed.pick([.minutes(5), .hours(2), .days(2)]),
        endsOnResolve: seed.one(in: 3)
      )
    )
  }
}
