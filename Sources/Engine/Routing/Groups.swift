import Model

/// The groups of all routes and their members.
struct Groups: Sendable {
  let root: Route
  private let routes: [String: Route]
  private(set) var groups: Table<Group>
  private var members = Table<GroupMember>()
  /// The members of each group, and in order the few that each alert has or had, by path.
  private var membersOf: [String: Set<String>] = [:]
  private var pathsOf: [AlertID: [String]] = [:]
  /// Groups with `group_wait: 0s` that began in this call.
  private var immediate: [String] = []
  /// Groups in which a silence or an inhibition holds something back.
  private var holding: Set<String> = []
  private var notices: [Notice] = []

  /// Something about one alert that is told at once and beside its groups.
  struct Notice: Sendable {
    var id: AlertID
    var route: Route
    var alert: Alert
    var reason: Notification.Reason
  }

  init(_ definition: RouteDefinition) {
    root = Route(definition)
    routes = Dictionary(root.all.map { ($0.key, $0) }) { first, _ in first }
    groups = Table { $0.next }
  }

  /// Lets an alert's change reach its groups.
  mutating func apply(_ change: AlertChange, now: Instant) {
    switch change {
    case .fired(let id, let alert):
      for route in root.routes(for: alert.labels) { join(id, alert, route, now) }
    case .changed(let id, let alert):
      move(id, alert, now)
    case .resolved(let id, let final):
      for member in current(id) { end(member, final, now) }
    case .ended(let id, let final):
      for member in current(id) {
        if member.isTold { leave(member) } else { end(member, final, now) }
      }
    case .flapping(let id, let alert):
      for member in current(id) { leave(member) }
      notices += root.routes(for: alert.labels).map { Notice(id: id, route: $0, alert: alert, reason: .flapping) }
    case .steady(let id, let alert):
      let routes = root.routes(for: alert.labels)
      notices += routes.map { Notice(id: id, route: $0, alert: alert, reason: .steady) }
      guard alert.status == .firing else { return }
      for route in routes { join(id, alert, route, now) }
    }
  }

  /// The next group that has something to tell, or must be looked at, by `now`.
  mutating func popDue(by now: Instant, onlyImmediate: Bool) -> String? {
    if !immediate.isEmpty { return immediate.removeFirst() }
    return onlyImmediate ? nil : groups.popDue(by: now)
  }

  mutating func takeNotices() -> [Notice] {
    defer { notices = [] }
    return notices
  }

  /// Notes that a notice was told: the hook knows that the alert is firing.
  mutating func note(_ notice: Notice, now: Instant) {
    let group = Groups.key(notice.route, notice.route.groupLabels(notice.alert.labels))
    let path = GroupMember(notice.id, alertKey: notice.alert.key, group: group).path
    guard members[path] != nil else { return }
    members.update(path) { $0?.tell(at: now, severity: notice.alert.severity) }
    groups.update(group) { $0?.noteNotice(now: now) }
  }

  /// Notes what a look decided; a group without members is over.
  mutating func note(
    _ decision: GroupDecision,
    _ entries: [GroupDecision.Entry],
    isMuted: Bool,
    _ key: String,
    now: Instant
  ) {
    guard let route = route(of: key) else { return }
    for entry in entries where !entry.silencedBy.isEmpty && entry.member.isNewlySilenced {
      members.update(entry.member.path) { $0?.silence() }
    }
    for entry in decision.alerts where entry.isFiring && entry.member.isNews(entry.alert.severity) {
      members.update(entry.member.path) { $0?.tell(at: now, severity: entry.alert.severity) }
    }
    for entry in decision.escalated { members.update(entry.member.path) { $0?.escalate() } }
    // While a route is muted, only the end of what was told is kept to be told later.
    for entry in entries where !entry.isFiring && !(isMuted && entry.member.isTold) { leave(entry.member) }
    guard groups[key] != nil else { return }
    groups.update(key) { $0?.look(route.definition, now: now, decision) }
    if decision.isHolding { holding.insert(key) } else { holding.remove(key) }
  }

  /// Lets an alert's groups be looked at, at their next tick.
  mutating func wake(_ id: AlertID, now: Instant) {
    for member in current(id) { wake(member.group, now) }
  }

  /// A silence or an inhibition may have ended: lets the groups be looked at that wait for that.
  mutating func wakeHolding(now: Instant) {
    for key in holding { wake(key, now) }
  }

  private mutating func wake(_ key: String, _ now: Instant) {
    guard let route = route(of: key) else { return }
    groups.update(key) { $0?.wake(route.definition, now: now) }
  }

  private mutating func join(_ id: AlertID, _ alert: Alert, _ route: Route, _ now: Instant) {
    let labels = route.groupLabels(alert.labels)
    let key = Groups.key(route, labels)
    if groups[key] == nil {
      groups.update(key) { $0 = Group(route: route, labels: labels, now: now) }
      if route.definition.groupWait <= .zero { immediate.append(key) }
    }
    wake(key, now)
    let member = GroupMember(id, alertKey: alert.key, group: key)
    let path = member.path
    members.update(path) { row in
      if row == nil { row = member }
      row?.fire()
    }
    link(member, path)
  }

  /// Its severity, and with it perhaps its routes, are others now.
  private mutating func move(_ id: AlertID, _ alert: Alert, _ now: Instant) {
    let routes = root.routes(for: alert.labels)
    let wanted = Set(routes.map { Groups.key($0, $0.groupLabels(alert.labels)) })
    let hooks = Set(routes.map(\.definition.hook))
    for member in current(id) where !wanted.contains(member.group) {
      if let hook = route(of: member.group)?.definition.hook, !hooks.contains(hook) {
        var final = alert
        final.status = .resolved
        final.endsAt = now
        end(member, final, now)
      } else {
        // The same hook hears of it from the other group.
        leave(member)
      }
    }
    for route in routes { join(id, alert, route, now) }
  }

  private mutating func end(_ member: GroupMember, _ final: Alert, _ now: Instant) {
    members.update(member.path) { $0?.end(final) }
    wake(member.group, now)
  }

  /// Takes a member out without telling anybody.
  private mutating func leave(_ member: GroupMember) {
    let path = member.path
    members.update(path) { $0 = nil }
    pathsOf[member.id]?.removeAll { $0 == path }
    if pathsOf[member.id]?.isEmpty ?? false { pathsOf[member.id] = nil }
    membersOf[member.group]?.remove(path)
    guard membersOf[member.group]?.isEmpty ?? true else { return }
    membersOf[member.group] = nil
    holding.remove(member.group)
    groups.update(member.group) { $0 = nil }
  }

  /// The path is the one that the table has: with a text of its own for each, a flood of alerts takes a sixth more room.
  private mutating func link(_ member: GroupMember, _ path: String) {
    membersOf[member.group, default: []].insert(path)
    let others = pathsOf[member.id] ?? []
    guard !others.contains(path) else { return }
    pathsOf[member.id] = (others + [path]).sorted()
  }

  private static func key(_ route: Route, _ labels: Labels) -> String {
    var hash = labels.fingerprint
    hash.combine(route.key)
    return hash.hexadecimal
  }

  private func route(of key: String) -> Route? { groups[key].flatMap { routes[$0.route] } }
}

extension Groups {
  /// The members that stand for an alert's present episode.
  func current(_ id: AlertID) -> [GroupMember] {
    pathsOf[id, default: []].compactMap { members[$0] }.filter { $0.final == nil }
  }

  /// The group, its route and its members.
  func look(_ key: String) -> (group: Group, route: RouteDefinition, members: [GroupMember])? {
    guard let group = groups[key], let route = routes[group.route] else { return nil }
    let paths = membersOf[key, default: []].sorted()
    return (group, route.definition, paths.compactMap { members[$0] })
  }
}

extension Groups {
  mutating func restoreGroup(_ key: String, from record: [UInt8]) {
    groups.restore(key, from: record)
    guard let group = groups[key] else { return }
    if routes[group.route] == nil { groups.update(key) { $0 = nil } }
    if group.isHolding { holding.insert(key) }
  }

  mutating func restoreMember(_ path: String, from record: [UInt8]) {
    members.restore(path, from: record)
    if let member = members[path] { link(member, path) }
  }

  /// After all records are back: drops what belongs to rules or routes that are gone, and lets alerts join the routes that are new.
  mutating func reconcile(_ firing: [(id: AlertID, alert: Alert)], now: Instant) {
    let alive = Set(firing.map(\.id))
    for path in members.sortedKeys {
      guard let member = members[path] else { continue }
      if groups[member.group] == nil || !(member.final != nil || alive.contains(member.id)) { leave(member) }
    }
    for (id, alert) in firing {
      let groups = Set(current(id).map(\.group))
      for route in root.routes(for: alert.labels) {
        let key = Groups.key(route, route.groupLabels(alert.labels))
        if !groups.contains(key) { join(id, alert, route, now) }
      }
    }
    for key in groups.sortedKeys where membersOf[key] == nil { groups.update(key) { $0 = nil } }
  }

  mutating func takeChanges(into records: inout RecordChanges) {
    groups.takeChanges(into: &records, prefix: RecordPath.prefix("group"))
    members.takeChanges(into: &records, prefix: RecordPath.prefix("member"))
  }
}
