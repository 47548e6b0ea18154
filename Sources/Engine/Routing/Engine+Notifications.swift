import Model

extension Engine {
  /// Looks at each group that is due; what it finds to tell is a notification.
  mutating func notifications(_ now: Instant, onlyImmediate: Bool) -> [Effect] {
    var effects: [Effect] = []
    for notice in groupBook.takeNotices() { effects += notify(notice, now) }
    while let key = groupBook.popDue(by: now, onlyImmediate: onlyImmediate) {
      guard let (group, route, members) = groupBook.look(key) else { continue }
      let entries = members.compactMap { entry($0, now) }
      let isMuted = intervals.mute(of: route, at: now) != nil
      let mutedUntil = isMuted ? intervals.nextEdge(of: route, after: now) : nil
      let decision = GroupDecision(group, route, entries, mutedUntil: mutedUntil, now: now)
      effects += notify(group, route, decision, now)
      groupBook.note(decision, entries, isMuted: isMuted, key, now: now)
    }
    return effects
  }

  private func notify(_ group: Group, _ route: RouteDefinition, _ decision: GroupDecision, _ now: Instant) -> [Effect] {
    func notification(
      _ hook: HookName,
      _ reason: Notification.Reason,
      _ alerts: [GroupDecision.Entry],
      _ passed: [GroupDecision.Entry] = []
    ) -> Effect {
      let since = reason == .again || reason == .escalated ? alerts.compactMap(\.member.toldAt).min() : nil
      return .notify(
        Notification(
          hook: hook,
          groupLabels: group.labels,
          reason: reason,
          since: since,
          alerts: GroupDecision.inOrder(alerts.map(\.alert)),
          passed: GroupDecision.inOrder(passed.map(\.alert)),
          time: now
        )
      )
    }
    var effects: [Effect] = []
    if let reason = decision.reason {
      effects.append(notification(route.hook, reason, decision.alerts, decision.passed))
    }
    guard let escalation = route.escalation else { return effects }
    if !decision.escalated.isEmpty { effects.append(notification(escalation.hook, .escalated, decision.escalated)) }
    if !decision.unescalated.isEmpty { effects.append(notification(escalation.hook, .resolved, decision.unescalated)) }
    return effects
  }

  /// A notice about one alert, unless something keeps the alert from being told.
  private mutating func notify(_ notice: Groups.Notice, _ now: Instant) -> [Effect] {
    let route = notice.route.definition
    guard intervals.mute(of: route, at: now) == nil, silenceBook.silences(for: notice.alert.labels, at: now).isEmpty,
      inhibitor.source(for: notice.alert.labels) == nil
    else { return [] }
    groupBook.note(notice, now: now)
    let labels = notice.route.groupLabels(notice.alert.labels)
    return [
      .notify(
        Notification(hook: route.hook, groupLabels: labels, reason: notice.reason, alerts: [notice.alert], time: now)
      )
    ]
  }

  /// A member of a group as a look finds it; nil where its alert is not there any more.
  func entry(_ member: GroupMember, _ now: Instant) -> GroupDecision.Entry? {
    let current = member.final.map { (alert: $0.value, acknowledgedBy: String?.none) } ?? firing(member.id)
    guard let (alert, acknowledgedBy) = current else { return nil }
    return GroupDecision.Entry(
      member: member,
      alert: alert,
      silencedBy: silenceBook.silences(for: alert.labels, at: now),
      inhibitedBy: inhibitor.source(for: alert.labels),
      acknowledgedBy: acknowledgedBy
    )
  }

  /// The alert, where it is firing, and who looks after it.
  func firing(_ id: AlertID) -> (alert: Alert, acknowledgedBy: String?)? {
    if let place = places.lineAlerts[id.rule] { return lineAlerts[place].firing(id.key) }
    if let place = places.metricAlerts[id.rule] { return metricAlerts[place].firing(id.key) }
    return nil
  }
}
