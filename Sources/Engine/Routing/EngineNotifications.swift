import Model

extension Engine {
  /// Looks at each group that is due; what it finds to tell is a notification.
  mutating func notifications(_ now: Instant, onlyImmediate: Bool) -> [Effect] {
    var effects: [Effect] = []
    while let key = groupBook.popDue(by: now, onlyImmediate: onlyImmediate) {
      guard let (group, route, members) = groupBook.look(key) else { continue }
      let entries = members.compactMap { entry($0) }
      let decision = GroupDecision(group, route, entries, isMuted: false, now: now)
      if let reason = decision.reason {
        let told = entries.compactMap(\.member.toldAt).min()
        effects.append(
          .notify(
            Notification(
              hook: route.hook,
              groupLabels: group.labels,
              reason: reason,
              since: reason == .again ? told : nil,
              alerts: GroupDecision.inOrder(decision.alerts.map(\.alert)),
              passed: GroupDecision.inOrder(decision.passed.map(\.alert)),
              time: now
            )
          )
        )
      }
      groupBook.note(decision, entries, isMuted: false, key, now: now)
    }
    return effects
  }

  private func entry(_ member: GroupMember) -> GroupDecision.Entry? {
    if let final = member.final { return GroupDecision.Entry(member: member, alert: final) }
    guard let (alert, acknowledgedBy) = firing(member.id) else { return nil }
    return GroupDecision.Entry(member: member, alert: alert, isAcknowledged: acknowledgedBy != nil)
  }

  /// The alert, where it is firing, and who looks after it.
  func firing(_ id: AlertID) -> (alert: Alert, acknowledgedBy: String?)? {
    if let place = places.lineAlerts[id.rule] { return lineAlerts[place].firing(id.key) }
    if let place = places.metricAlerts[id.rule] { return metricAlerts[place].firing(id.key) }
    return nil
  }
}
