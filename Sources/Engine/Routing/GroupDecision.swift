import Model

/// What a look at a group finds to tell, and why: a pure function of the group, its alerts and the time.
struct GroupDecision: Equatable {
  /// An alert of the group as the look finds it.
  struct Entry: Equatable {
    var member: GroupMember
    var alert: Alert
    /// Silenced or inhibited now.
    var isHeld = false
    var isAcknowledged = false
  }

  /// Nil: nothing is told.
  private(set) var reason: Notification.Reason?
  /// What is told as firing or resolved.
  private(set) var alerts: [Entry] = []
  /// What fired and cleared unseen.
  private(set) var passed: [Entry] = []
  /// Something is held back that may be told later.
  private(set) var isHolding = false

  init(_ group: Group, _ route: RouteDefinition, _ entries: [Entry], isMuted: Bool, now: Instant) {
    let firing = entries.filter { $0.member.final == nil }
    let over = entries.filter { $0.member.final != nil && $0.member.isTold }
    guard !isMuted else {
      isHolding = !firing.isEmpty || !over.isEmpty
      return
    }
    let shown = firing.filter { !$0.isHeld }
    isHolding = firing.count > shown.count
    passed = entries.filter { $0.member.final != nil && !$0.member.isTold && !$0.isHeld }
    alerts = shown + over
    reason = GroupDecision.reason(group, route, shown: shown, over: over, passed: passed, isHolding, now: now)
    switch reason {
    case nil: alerts = []
    case .again: alerts = shown.filter { !$0.isAcknowledged }
    default: break
    }
  }

  private static func reason(
    _ group: Group,
    _ route: RouteDefinition,
    shown: [Entry],
    over: [Entry],
    passed: [Entry],
    _ isHolding: Bool,
    now: Instant
  ) -> Notification.Reason? {
    if shown.contains(where: { !$0.member.isTold }) { return group.lastTold == nil ? .new : .more }
    if shown.contains(where: { $0.member.severity != $0.alert.severity }) { return .changed }
    if shown.contains(where: \.member.wasHeld) { return .unsilenced }
    if !over.isEmpty { return shown.isEmpty && !isHolding ? .resolved : .someResolved }
    if !passed.isEmpty { return .passed }
    if let time = group.repeatTime(route), time <= now, shown.contains(where: { !$0.isAcknowledged }) { return .again }
    return nil
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
