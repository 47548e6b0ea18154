import Engine
import Model

/// Drives an engine over virtual time: it ticks whenever the engine asks for it, and keeps all that the engine wants told.
struct Timeline {
  /// 2026-09-21 at 13:33:20 UTC.
  static let start = Instant(seconds: 1_789_997_600)

  let rules: RuleSet
  private(set) var engine: Engine
  private(set) var now = Timeline.start
  private(set) var notifications: [Notification] = []
  private(set) var reports: [SummaryReport] = []
  private(set) var faults: [RuleFault] = []
  private(set) var notices: [SilenceNotice] = []
  private(set) var records: [String: [UInt8]] = [:]
  /// Ticks in which something happened or might have.
  private(set) var ticks = 0

  init(_ rules: RuleSet, keyLimit: Int = Engine.keyLimit) {
    self.rules = rules
    engine = Engine(rules: rules, now: now, keyLimit: keyLimit)
    save()
  }

  /// One rule on lines, everything else as it is by default.
  init(_ condition: LineCondition, pendingFor: Duration = .zero, route: RouteDefinition = .at("ops")) {
    let alert = AlertDefinition(name: "Rule", condition: .lines(condition), pendingFor: pendingFor)
    self.init(RuleSet(alerts: [alert], route: route))
  }

  /// Hands over an event at a time after the start.
  mutating func at(_ offset: Duration, _ event: EngineEvent) {
    advance(to: offset)
    handle(event)
  }

  /// A line that rules see, written and read at a time after the start.
  mutating func line(
    _ offset: Duration,
    _ target: LineEvent.Target = .alert("Rule"),
    _ fields: [String: String] = [:],
    text: String = "a line",
    readAt: Duration? = nil
  ) {
    advance(to: readAt ?? offset)
    let hit = LineEvent.Hit(target: target, fields: fields)
    let time = Timeline.start + offset
    handle(.lines([LineEvent(source: "source", origin: "/var/log/source", time: time, text: text, hits: [hit])]))
  }

  /// Lets time pass, with each tick that the engine asks for.
  mutating func advance(to offset: Duration) {
    let target = Timeline.start + offset
    while let wake = engine.nextWake, wake <= target {
      now = max(now, wake)
      ticks += 1
      handle(.tick)
      // A tick at its own time must not ask for itself again.
      precondition(engine.nextWake.map { $0 > now } ?? true, "the engine asks for a tick that does nothing")
    }
    now = max(now, target)
  }

  /// Starts a new engine from what was written down, after the daemon was away until `offset`.
  mutating func restart(at offset: Duration? = nil, rules: RuleSet? = nil, caughtUp: Bool = true) {
    if let offset { now = Timeline.start + offset }
    engine = Engine(rules: rules ?? self.rules, records: records, now: now)
    if caughtUp { handle(.caughtUp) }
  }

  mutating func handle(_ event: EngineEvent) {
    for effect in engine.handle(event, now: now) {
      switch effect {
      case .notify(let notification): notifications.append(notification)
      case .summarize(let report): reports.append(report)
      case .silence(let notice): notices.append(notice)
      case .fault(let fault): faults.append(fault)
      }
    }
    save()
  }

  private mutating func save() {
    for (key, record) in engine.takeChanges() { records[key] = record }
  }

  /// Each notification as a line: time, reason, and the alerts with their state and count.
  var told: [String] {
    notifications.map { notification in
      let alerts = notification.alerts.map(Timeline.brief) + notification.passed.map { "(\(Timeline.brief($0)))" }
      return "\((notification.time - Timeline.start).text) \(notification.reason) \(alerts.joined(separator: ", "))"
    }
  }

  private static func brief(_ alert: Alert) -> String {
    var labels = alert.labels
    labels["alert"] = ""
    let shown = labels.isEmpty ? "" : labels.pairs.map(\.value).joined(separator: " ") + " "
    return "\(alert.name) \(shown)\(alert.status.rawValue) \(alert.count)"
  }
}

extension RouteDefinition {
  /// A route without any waiting, so that tests of other things see each notification at once.
  static func at(_ hook: HookName) -> RouteDefinition {
    RouteDefinition(hook: hook, groupWait: .zero, groupInterval: .seconds(1))
  }
}
