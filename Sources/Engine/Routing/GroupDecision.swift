import Model

/// What a look at a group finds to tell, and why: a pure function of the group, its alerts and the time.
struct GroupDecision: Equatable {
  /// An alert of the group as the look finds it.
  struct Entry: Equatable {
    var member: GroupMember
    var alert: Alert
    var silencedBy: [Silence.ID] = []
    var inhibitedBy: AlertID?
    var acknowledgedBy: String?

    var isHeld: Bool { !silencedBy.isEmpty || inhibitedBy != nil }
    var isFiring: Bool { member.final == nil }
  }

  /// Nil: nothing is told.
  private(set) var reason: Notification.Reason?
  /// What is told as firing or resolved.
  private(set) var alerts: [Entry] = []
  /// What fired and cleared unseen.
  private(set) var passed: [Entry] = []
  /// What the hook of the escalation is told: alerts that nobody acknowledged in time, or the end of such ones.
  private(set) var escalated: [Entry] = []
  private(set) var unescalated: [Entry] = []
  /// When to look again, where a time interval holds something back.
  private(set) var mutedUntil: Instant?
  /// A silence or an inhibition holds something back.
  private(set) var isHolding = false
  /// Something is shown that nobody looks after.
  private(set) var canRepeat = false
  private(set) var nextEscalation: Instant?

  /// Decides; `mutedUntil` is when a time interval that mutes the route may end, nil where none does.
  init(_ group: Group, _ route: RouteDefinition, _ entries: [Entry], mutedUntil: Instant?, now: Instant) {
    let over = entries.filter { !$0.isFiring && $0.member.isTold }
    isHolding = entries.contains { $0.isFiring && $0.isHeld }
    if let mutedUntil {
      self.mutedUntil = over.isEmpty && !entries.contains(where: \.isFiring) ? nil : mutedUntil
      return
    }
    let shown = entries.filter { $0.isFiring && !$0.isHeld }
    passed = entries.filter { !$0.isFiring && !$0.member.isTold && !$0.isHeld }
    canRepeat = shown.contains { $0.acknowledgedBy == nil }
    reason = reason(group, route, shown: shown, over: over, now: now)
    switch reason {
    case nil: break
    case .again: alerts = shown.filter { $0.acknowledgedBy == nil }
    default: alerts = shown + over
    }
    unescalated = over.filter(\.member.isEscalated)
    if let escalation = route.escalation { escalate(escalation, shown, now: now) }
  }

  private func reason(
    _ group: Group,
    _ route: RouteDefinition,
    shown: [Entry],
    over: [Entry],
    now: Instant
  ) -> Notification.Reason? {
    if shown.contains(where: { !$0.member.isTold }) { return group.lastTold == nil ? .new : .more }
    if shown.contains(where: { $0.member.severity != $0.alert.severity }) { return .changed }
    if shown.contains(where: \.member.wasSilenced) { return .unsilenced }
    if !over.isEmpty { return shown.isEmpty && !isHolding ? .resolved : .someResolved }
    if !passed.isEmpty { return .passed }
    return canRepeat && group.repeatTime(route).map { $0 <= now } ?? false ? .again : nil
  }

  private mutating func escalate(_ escalation: RouteDefinition.Escalation, _ shown: [Entry], now: Instant) {
    let waiting = shown.filter { $0.acknowledgedBy == nil && !$0.member.isEscalated }
    // What is told only now counts from now.
    func due(_ entry: Entry) -> Instant { (entry.member.toldAt ?? now) + escalation.after }
    escalated = waiting.filter { due($0) <= now }
    nextEscalation = waiting.map(due).filter { $0 > now }.min()
  }

  /// Firing ones first, the most severe first.
  static func inOrder(_ alerts: [Alert]) -> [Alert] {
    func rank(_ alert: Alert) -> (Int, Int, Instant) {
      (alert.status == .firing ? 0 : 1, -alert.severity.rawValue, alert.startsAt)
    }
    return alerts.sorted { left, right in
      rank(left) == rank(right) ? left.labels < right.labels : rank(left) < rank(right)
    }
  }
}
