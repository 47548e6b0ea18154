import Model

extension HookQueue {
  /// Whether what waits belongs to a stand-in, if there is one: the hook is away and not to be probed now, or not configured.
  func isAside(now: Instant) -> Bool {
    guard inFlight == nil, isWaiting else { return false }
    if definition == nil { return true }
    if case .away(_, let probe, _) = record.condition { return probe > now }
    return false
  }

  /// Forgets items that somebody took out of the outbox.
  mutating func drop(_ ids: Set<Int64>) {
    backlog.drop(ids)
    fixed = fixed.compactMap { post in
      var post = post
      post.items.removeAll { ids.contains($0.id) }
      return post.items.isEmpty && post.tally == nil ? nil : post
    }
  }

  /// What the hook's delivery looks like from outside.
  func status(standIn: HookName?, now: Instant) -> HookStatus {
    let posts = fixed + (inFlight.map { [$0.post] } ?? [])
    let held = posts.reduce(0) { $0 + $1.items.count + ($1.tally?.itemCount ?? 0) }
    let oldest = posts.flatMap { $0.items.map(\.queued) + ($0.tally?.lines.map(\.first) ?? []) }.min()
    return HookStatus(
      hook: name,
      condition: condition(standIn: standIn, now: now),
      troubleSince: record.condition.since,
      isGone: record.condition.isGone,
      queued: backlog.count + held,
      oldest: [oldest, backlog.oldest].compactMap { $0 }.min(),
      lastFault: lastFault,
      storm: watch.storm.map { StormTotal(since: $0.since, alerts: $0.told) },
      unheardSince: record.condition.isAway && standIn != nil ? nil : record.condition.since,
      counts: counts
    )
  }

  private func condition(standIn: HookName?, now: Instant) -> HookStatus.Condition {
    if definition == nil { return .unconfigured }
    if inFlight != nil { return .inFlight }
    switch record.condition {
    case .failing(let outage): return .backingOff(until: outage.until, since: outage.since)
    case .doubted(_, let since, let until): return .backingOff(until: until, since: since)
    case .away(let since, let probe, _): return .away(since: since, probe: probe, standIn: standIn)
    case .well: return due.map { .waiting(until: $0) } ?? .idle
    }
  }
}
