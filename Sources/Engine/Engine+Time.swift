package import Model

extension Engine {
  /// When a tick is due; nil while nothing waits for a time.
  ///
  /// It may be too early, and is never too late.
  package var nextWake: Instant? {
    if let catchingUp { return catchingUp.end }
    // What is only forgotten with time has no wake of its own: it goes along with whatever comes next.
    let others = earliest(
      groupBook.groups.nextDeadline,
      earliest(clock.nextDeadline, silenceBook.nextDeadline)
    )
    guard lags.isEmpty, alertsDue > .distantPast else { return earliest(others, nextAlert) }
    return alertsDue < .distantFuture ? earliest(others, alertsDue) : others
  }

  /// When an alert of any rule is due.
  private var nextAlert: Instant? {
    var next: Instant?
    for index in lineAlerts.indices {
      let end = lags.isEmpty ? nil : lags[lineAlerts[index].rule.source]?.end
      next = earliest(next, end ?? lineAlerts[index].nextDeadline)
    }
    for index in metricAlerts.indices { next = earliest(next, metricAlerts[index].nextDeadline) }
    return next
  }

  /// Lets the time pass for alerts and for what is remembered of them.
  mutating func advance(to now: Instant, _ changes: inout [AlertChange]) {
    if !lags.isEmpty || alertsDue <= now { advanceAlerts(to: now, &changes) }
    episodes.advance(to: now)
    tallies.advance(to: now)
  }

  private mutating func advanceAlerts(to now: Instant, _ changes: inout [AlertChange]) {
    var known: [SourceName: Instant] = [:]
    for source in lags.keys { known[source] = lags[source]?.known(at: now) }
    for index in lineAlerts.indices {
      let time = known.isEmpty ? now : known[lineAlerts[index].rule.source] ?? now
      lineAlerts[index].advance(to: time, limit: room.limitToSettle, &changes)
    }
    for index in metricAlerts.indices {
      metricAlerts[index].advance(to: now, limit: room.limitToSettle, &changes)
    }
    lags = lags.filter { $0.value.end != nil }
    alertsDue = nextAlert ?? .distantFuture
  }

  /// A rule's alerts were changed by a line: one may be due earlier than any was.
  mutating func noteDeadline(of place: Int) {
    if let deadline = lineAlerts[place].nextDeadline { alertsDue = min(alertsDue, deadline) }
  }

  /// Lines that are late hold up the time of their source's alerts.
  mutating func noteLag(of line: LineEvent, _ now: Instant) {
    guard Lag.isUnusual(now - line.time) else { return }
    lags[line.source, default: Lag()].note(line.time, now: now)
  }

  private func earliest(_ left: Instant?, _ right: Instant?) -> Instant? {
    guard let left, let right else { return left ?? right }
    return min(left, right)
  }
}

extension EngineEvent {
  /// After lines the deadlines of the rules that saw one are known; after anything else all rules are asked.
  var isLines: Bool {
    guard case .lines = self else { return false }
    return true
  }
}
