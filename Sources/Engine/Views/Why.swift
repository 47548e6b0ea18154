package import Model

/// Why an alert is, or is not, told: all that decides about it, as values.
package struct Why: Sendable, Equatable, Codable {
  package enum State: Sendable, Equatable, Codable {
    /// So many lines of those that it needs; forgotten without more by then.
    case counting(lines: Int, of: Int, until: Instant?)
    /// A line, or another one, is awaited until then.
    case awaiting(until: Instant?)
    /// The value was seen; it is new again after that time without it.
    case remembered(until: Instant?)
    /// The condition holds, and `for` is over then; nil: while no data come, nobody knows.
    case pending(until: Instant?)
    /// It ends then if nothing comes; nil: only a line or a value ends it.
    case firing(until: Instant?)
  }

  package var rule: RuleName
  /// The alert as it is, or would be.
  package var alert: Alert
  package var state: State
  /// Its command failed this often in a row: the alert is kept as it was.
  package var failures: Int
  package var isFlapping: Bool
  package var silencedBy: [Silence]
  /// The firing alert that inhibits it.
  package var inhibitedBy: Alert?
  package var acknowledgedBy: String?
  /// One for each route that takes it; empty while it is not firing.
  package var routes: [Path]

  /// What one route does with it.
  package struct Path: Sendable, Equatable, Codable {
    package var route: String
    package var hook: HookName
    package var groupLabels: Labels
    /// When the hook was told that it is firing.
    package var told: Instant?
    /// When the group is looked at next.
    package var next: Instant?
    /// The time interval that mutes the route now.
    package var mutedBy: String?
    /// The time intervals outside of which the route tells nothing, where it is now.
    package var inactiveOutside: [String]
    package var isEscalated: Bool
    /// Who is told, and when, if nobody acknowledges it; nil where nobody is, or it was not told yet.
    package var escalation: Escalation?
  }

  package struct Escalation: Sendable, Equatable, Codable {
    package var hook: HookName
    package var time: Instant
  }
}

extension Engine {
  /// Whether a rule is about alerts of this name.
  package func hasRule(for name: String) -> Bool { rules.alerts.contains { $0.name.text == name } }

  /// The last time that an alert of this name or dedup key fired and ended, as far back as is remembered.
  package func lastEpisode(of key: String) -> SummaryReport.Episode? {
    episodes.last { episode, rule in
      let alert = Alert(
        name: episode.name,
        rule: rule,
        labels: episode.labels,
        status: .resolved,
        startsAt: episode.startsAt
      )
      return episode.name.text == key || alert.key == key
    }
  }

  private func escalation(of member: GroupMember, _ route: RouteDefinition) -> Why.Escalation? {
    guard let escalation = route.escalation, let told = member.toldAt, !member.isEscalated else { return nil }
    return Why.Escalation(hook: escalation.hook, time: told + escalation.after)
  }

  /// All alerts of a name, or those with a dedup key, with what decides about each.
  package func why(_ key: String) -> [Why] {
    let lines = lineAlerts.flatMap { alerts in
      alerts.table.sortedKeys.compactMap { name in alerts.table[name].map { why($0, alerts.rule, name) } }
    }
    let metrics = metricAlerts.flatMap { alerts in
      alerts.active.map { name, alert in why(alert, alerts.rule, name) }
    }
    return (lines + metrics).filter { $0.alert.name.text == key || $0.alert.key == key }
  }

  private func why(_ alert: LineAlert, _ rule: LineRule, _ key: String) -> Why {
    let until = alert.deadline(rule)
    let state: Why.State =
      switch (alert.phase, rule.trigger) {
      case (.waiting, .lines(let threshold, _)): .counting(lines: alert.count, of: threshold, until: until)
      case (.waiting, .absence), (.waiting, .missing): .awaiting(until: until)
      case (.waiting, .novelty): .remembered(until: until)
      case (.pending, _): .pending(until: until)
      case (.firing, _): .firing(until: until)
      }
    var present = alert.alert(rule)
    if present.labels.isEmpty { present.labels = rule.labels(alert.fields) }
    return why(AlertID(rule: rule.id, key: key), present, state, acknowledgedBy: alert.acknowledgedBy)
  }

  private func why(_ alert: MetricAlert, _ rule: MetricRule, _ key: String) -> Why {
    let until = alert.deadline(rule)
    let state: Why.State = alert.phase == .pending ? .pending(until: until) : .firing(until: until)
    let id = AlertID(rule: rule.id, key: key)
    var why = why(id, alert.alert(rule), state, acknowledgedBy: alert.acknowledgedBy)
    why.failures = alert.failures
    return why
  }

  private func why(_ id: AlertID, _ alert: Alert, _ state: Why.State, acknowledgedBy: String?) -> Why {
    let silences = silenceBook.silences(for: alert.labels, at: time)
    return Why(
      rule: id.rule,
      alert: alert,
      state: state,
      failures: 0,
      isFlapping: flapping.contains(id),
      silencedBy: silenceBook.all.filter { silences.contains($0.id) },
      inhibitedBy: inhibitor.source(for: alert.labels).flatMap { firing($0)?.alert },
      acknowledgedBy: acknowledgedBy,
      routes: groupBook.current(id).compactMap { member in
        guard let (group, route, _) = groupBook.look(member.group) else { return nil }
        let mute = intervals.mute(of: route, at: time)
        return Why.Path(
          route: group.route,
          hook: route.hook,
          groupLabels: group.labels,
          told: member.toldAt,
          next: group.next,
          mutedBy: mute?.interval,
          inactiveOutside: mute?.intervals ?? [],
          isEscalated: member.isEscalated,
          escalation: acknowledgedBy == nil ? escalation(of: member, route) : nil
        )
      }
    )
  }
}
