import Model

/// The groups of all routes and their members.
struct Groups: Sendable {
  private let root: Route
  private let routes: [String: Route]
  private var groups: Table<Group>
  private var members = Table<GroupMember>()
  /// The members of each group, and the groups of each alert, by key.
  private var membersOf: [String: Set<String>] = [:]
  private var groupsOf: [AlertID: Set<String>] = [:]
  /// Groups with `group_wait: 0s` that began in this call.
  private var immediate: [String] = []
  /// Groups in which a silence or an inhibition holds something back.
  private var holding: Set<String> = []
  private(set) var notices: [Notice] = []

  /// Something about one alert that is told at once and beside its groups.
  struct Notice: Sendable {
    var route: Route
    var alert: Alert
    var reason: Notification.Reason
  }

  init(_ definition: RouteDefinition) {
    root = Route(definition)
    routes = Dictionary(root.all.map { ($0.key, $0) }) { first, _ in first }
    groups = Table { $0.next }
  }

  var nextDeadline: Instant? { groups.nextDeadline }

  /// Lets an alert's change reach its groups.
  mutating func apply(_ change: AlertChange, now: Instant) {
    switch change {
    case .fired(let id, let alert):
      for route in root.routes(for: alert.labels) { join(id, alert, route, now) }
    case .changed(let id, let alert):
      move(id, alert, now)
    case .resolved(let id, let final):
      for group in groupsOf[id, default: []].sorted() { end(id, final, in: group, now) }
    case .ended(let id, let final):
      for group in groupsOf[id, default: []].sorted() {
        if members[memberKey(group, id)]?.isTold ?? false {
          leave(id, group)
        } else {
          end(id, final, in: group, now)
        }
      }
    case .flapping(let id, let alert):
      for group in groupsOf[id, default: []].sorted() { leave(id, group) }
      notices += root.routes(for: alert.labels).map { Notice(route: $0, alert: alert, reason: .flapping) }
    case .steady(let id, let alert):
      let routes = root.routes(for: alert.labels)
      notices += routes.map { Notice(route: $0, alert: alert, reason: .steady) }
      guard alert.status == .firing else { return }
      for route in routes { join(id, alert, route, now, isTold: true) }
    }
  }

  /// Lets an alert's groups be looked at, at their next tick.
  mutating func wake(_ id: AlertID, now: Instant) {
    for key in groupsOf[id, default: []].sorted() {
      guard let route = groups[key].flatMap({ routes[$0.route] }) else { continue }
      groups.update(key) { $0?.wake(route.definition, now: now) }
    }
  }

  /// The next group that has something to tell, or must be looked at, by `now`.
  mutating func popDue(by now: Instant, onlyImmediate: Bool) -> String? {
    if !immediate.isEmpty { return immediate.removeFirst() }
    return onlyImmediate ? nil : groups.popDue(by: now)
  }

  /// The group, its route and its members.
  func look(_ key: String) -> (group: Group, route: RouteDefinition, members: [GroupMember])? {
    guard let group = groups[key], let route = routes[group.route] else { return nil }
    let keys = membersOf[key, default: []].sorted()
    return (group, route.definition, keys.compactMap { members[$0] })
  }

  /// Notes what a look decided; a group without members is over.
  mutating func note(
    _ decision: GroupDecision,
    _ entries: [GroupDecision.Entry],
    isMuted: Bool,
    _ key: String,
    now: Instant
  ) {
    guard let route = groups[key].flatMap({ routes[$0.route] }) else { return }
    for entry in entries where !entry.silencedBy.isEmpty && entry.member.isNewlySilenced {
      members.update(memberKey(key, entry.member.id)) { $0?.silence() }
    }
    for entry in decision.alerts where entry.isFiring {
      members.update(memberKey(key, entry.member.id)) { $0?.tell(at: now, severity: entry.alert.severity) }
    }
    for entry in decision.escalated {
      members.update(memberKey(key, entry.member.id)) { $0?.escalate() }
    }
    // While a route is muted, only the end of what was told is kept to be told later.
    for entry in entries where !entry.isFiring && !(isMuted && entry.member.isTold) { leave(entry.member.id, key) }
    guard groups[key] != nil else { return }
    groups.update(key) { $0?.look(route.definition, now: now, decision) }
    if decision.isHolding { holding.insert(key) } else { holding.remove(key) }
  }

  /// Takes a member out without telling anybody.
  mutating func leave(_ id: AlertID, _ group: String) {
    let key = memberKey(group, id)
    members.update(key) { $0 = nil }
    membersOf[group]?.remove(key)
    groupsOf[id]?.remove(group)
    if groupsOf[id]?.isEmpty ?? false { groupsOf[id] = nil }
    guard membersOf[group]?.isEmpty ?? true else { return }
    membersOf[group] = nil
    holding.remove(group)
    groups.update(group) { $0 = nil }
  }

  /// A silence or an inhibition may have ended: lets the groups be looked at that wait for that.
  mutating func wakeHolding(now: Instant) {
    for key in holding {
      guard let route = groups[key].flatMap({ routes[$0.route] }) else { continue }
      groups.update(key) { $0?.wake(route.definition, now: now) }
    }
  }

  mutating func takeNotices() -> [Notice] {
    defer { notices = [] }
    return notices
  }

  private mutating func join(_ id: AlertID, _ alert: Alert, _ route: Route, _ now: Instant, isTold: Bool = false) {
    let labels = route.groupLabels(alert.labels)
    let key = Groups.key(route, labels)
    if groups[key] == nil {
      groups.update(key) { $0 = Group(route: route, labels: labels, now: now) }
      if route.definition.groupWait <= .zero { immediate.append(key) }
    }
    groups.update(key) { $0?.wake(route.definition, now: now) }
    let member = memberKey(key, id)
    members.update(member) { row in
      if row == nil { row = GroupMember(id) }
      row?.fire()
      if isTold { row?.tell(at: now, severity: alert.severity) }
    }
    link(id, member, to: key)
  }

  /// Its severity, and with it perhaps its routes, are others now.
  private mutating func move(_ id: AlertID, _ alert: Alert, _ now: Instant) {
    let routes = root.routes(for: alert.labels)
    let wanted = Set(routes.map { Groups.key($0, $0.groupLabels(alert.labels)) })
    let hooks = Set(routes.map(\.definition.hook))
    for group in groupsOf[id, default: []].subtracting(wanted).sorted() {
      let hook = groups[group].flatMap { self.routes[$0.route] }?.definition.hook
      if let hook, !hooks.contains(hook) {
        var final = alert
        final.status = .resolved
        final.endsAt = now
        end(id, final, in: group, now)
      } else {
        // The same hook hears of it from the other group.
        leave(id, group)
      }
    }
    for route in routes { join(id, alert, route, now) }
  }

  private mutating func end(_ id: AlertID, _ final: Alert, in group: String, _ now: Instant) {
    members.update(memberKey(group, id)) { $0?.end(final) }
    guard let route = groups[group].flatMap({ routes[$0.route] }) else { return }
    groups.update(group) { $0?.wake(route.definition, now: now) }
  }

  private mutating func link(_ id: AlertID, _ member: String, to group: String) {
    membersOf[group, default: []].insert(member)
    groupsOf[id, default: []].insert(group)
  }

  private static func key(_ route: Route, _ labels: Labels) -> String {
    var hash = labels.fingerprint
    hash.combine(route.key)
    return hash.hexadecimal
  }

  private func memberKey(_ group: String, _ id: AlertID) -> String {
    group + "/" + RecordPath.prefix(id.rule.text) + id.key
  }
}

extension Groups {
  mutating func restoreGroup(_ key: String, from record: [UInt8]) {
    groups.restore(key, from: record)
    guard let group = groups[key] else { return }
    if routes[group.route] == nil { groups.update(key) { $0 = nil } }
    if group.isHolding { holding.insert(key) }
  }

  mutating func restoreMember(_ key: String, from record: [UInt8]) {
    members.restore(key, from: record)
    guard let member = members[key], let group = RecordPath.split(key)?.first else { return }
    link(member.id, key, to: group)
  }

  /// After all records are back: drops what belongs to rules or routes that are gone, and lets alerts join the routes that are new.
  mutating func reconcile(_ firing: [(id: AlertID, alert: Alert)], now: Instant) {
    let alive = Dictionary(firing.map { ($0.id, $0.alert) }) { first, _ in first }
    for (id, keys) in groupsOf.sorted(by: { $0.key < $1.key }) {
      for group in keys.sorted() {
        let isOver = members[memberKey(group, id)]?.final != nil
        if groups[group] == nil || !(isOver || alive[id] != nil) { leave(id, group) }
      }
    }
    for (id, alert) in firing {
      for route in root.routes(for: alert.labels) {
        let isMember = groupsOf[id]?.contains(Groups.key(route, route.groupLabels(alert.labels))) ?? false
        if !isMember { join(id, alert, route, now) }
      }
    }
    for key in groups.sortedKeys where membersOf[key] == nil { groups.update(key) { $0 = nil } }
  }

  mutating func takeChanges(into records: inout [String: [UInt8]?]) {
    groups.takeChanges(into: &records, prefix: RecordPath.prefix("group"))
    members.takeChanges(into: &records, prefix: RecordPath.prefix("member"))
  }

  /// The groups with their members, by hook and labels.
  var all: [(group: Group, hook: HookName, members: [GroupMember])] {
    groups.sortedKeys.compactMap { key in
      look(key).map { ($0.group, $0.route.hook, $0.members) }
    }
  }
}
