import Model

/// The alerts that one route tells together.
struct Group: Sendable, Equatable, Codable {
  let route: String
  let labels: Labels
  /// When it is looked at next; nil: nothing is to be told, and nothing to be repeated.
  private(set) var next: Instant?
  /// When it was looked at last: `group_interval` counts from here.
  private(set) var lookedAt: Instant?
  private(set) var lastTold: Instant?
  /// At the last look a silence or an inhibition held something back.
  private(set) var isHolding = false
  /// When it last told something new, which a repeat is not.
  private(set) var newsTold: Instant?

  /// Begins to wait for more alerts.
  init(route: Route, labels: Labels, now: Instant) {
    self.route = route.key
    self.labels = labels
    next = now + route.definition.groupWait
  }

  /// Something is to be told: at the next tick of `group_interval`, as Alertmanager has it.
  mutating func wake(_ route: RouteDefinition, now: Instant) {
    guard let lookedAt else { return }
    let tick = Group.tick(after: lookedAt, every: route.groupInterval, from: now)
    next = min(next ?? tick, tick)
  }

  /// Notes that the group was looked at, and what came of it.
  mutating func look(_ route: RouteDefinition, now: Instant, _ decision: GroupDecision) {
    // Other looks than those that tell something must not move the ticks.
    let start = decision.reason == nil ? lookedAt ?? now : now
    lookedAt = start
    if let reason = decision.reason {
      lastTold = now
      if reason != .again { newsTold = now }
    }
    isHolding = decision.isHolding
    let again = decision.canRepeat ? repeatTime(route) : nil
    // The end of a silence or an inhibition wakes the group; that of a time interval is known before.
    let tick = decision.mutedUntil.map { Group.tick(after: start, every: route.groupInterval, from: $0) }
    next = [again, tick, decision.nextEscalation].compactMap { $0 }.min()
  }

  /// Notes that one of its alerts was told beside the group: that is repeated like all else.
  mutating func noteNotice(now: Instant) {
    lastTold = lastTold ?? now
    newsTold = newsTold ?? now
  }

  /// When the group's alerts are told again though nothing changed.
  func repeatTime(_ route: RouteDefinition) -> Instant? {
    guard let newsTold, let lastTold else { return nil }
    return lastTold + Group.repeatInterval(route, age: lastTold - newsTold)
  }

  /// Repeats slow down with age: a day old, they come daily, a week old, weekly.
  static func repeatInterval(_ route: RouteDefinition, age: Duration) -> Duration {
    if age >= .days(7) { return max(route.repeatInterval, .days(7)) }
    if age >= .days(1) { return max(route.repeatInterval, .days(1)) }
    return max(route.repeatInterval, .seconds(1))
  }

  /// The first multiple of `interval` after `start` that is not before `now`, and at least one of them.
  private static func tick(after start: Instant, every interval: Duration, from now: Instant) -> Instant {
    guard interval > .zero else { return max(start, now) }
    let passed = max(0, (now - start).nanoseconds - 1) / interval.nanoseconds
    return start + .nanoseconds((passed + 1) * interval.nanoseconds)
  }
}
