import Model

// Which of the waiting items make the next post, and how they are told.
extension HookQueue {
  /// Why the waiting items cannot simply go one after the other.
  private enum Pressure {
    /// More waits than the rate lets through.
    case rate
    case storm
    /// The hook failed, and a backlog grew.
    case outage
  }

  /// A backlog is folded when its oldest has waited for longer than this because the hook failed.
  private static let outageWait = Duration.seconds(10)
  /// Critical items go first only while the others have not waited for longer.
  private static let patience = Duration.minutes(5)

  mutating func compose(for hook: HookDefinition, now: Instant) -> Flight? {
    if !fixed.isEmpty { return Flight(post: fixed.removeFirst(), entries: [], isFixed: true) }
    let isAged = backlog.countAged(now: now)
    guard let pressure = pressure(on: hook, isAged: isAged, now: now) else {
      return whole(Batch.leading(backlog.entries, for: hook), now: now)
    }
    let critical = backlog.entries.filter(\.isCritical)
    if pressure != .outage, (1...Backlog.criticalInFull).contains(critical.count), isCriticalTurn(now: now) {
      return whole(Batch.leading(critical, for: hook), now: now)
    }
    if isTextTurn(pressure, now: now) {
      let texts = backlog.entries.filter { !$0.isAlert }
      return whole(Batch.leading(texts, for: hook), now: now)
    }
    return together(pressure == .outage ? .folded : .merged, now: now)
  }

  private func pressure(on hook: HookDefinition, isAged: Bool, now: Instant) -> Pressure? {
    guard backlog.hasAlerts else { return nil }
    if isAged || isFolding(now: now) { return .outage }
    if watch.storm != nil { return .storm }
    if backlog.tally != nil { return .rate }
    let available = record.limiter.available(hook.rateLimit, now: now)
    return Batch.isOver(backlog.entries, for: hook, available: available) ? .rate : nil
  }

  private func isFolding(now: Instant) -> Bool {
    if backlog.tally != nil, record.condition != .well { return true }
    let late = backlog.entries.contains { entry in
      let hasFailed = entry.isMoved || entry.item.queued <= record.lastFailure
      return hasFailed && entry.isAlert && now - entry.item.queued > Self.outageWait
    }
    // One alert alone is told as it is.
    return late && backlog.entries.reduce(0) { $0 + $1.item.alerts.count } > 1
  }

  private func isCriticalTurn(now: Instant) -> Bool {
    let waiting = backlog.entries.first { !$0.isCritical }
    return waiting.map { now - $0.item.queued < Self.patience } ?? true
  }

  /// Alerts that are told together may pass texts that wait; otherwise the order is that of queueing.
  private func isTextTurn(_ pressure: Pressure, now: Instant) -> Bool {
    guard backlog.entries.count > backlog.alertItems else { return false }
    if pressure == .storm, let storm = watch.storm, storm.due(isCritical: backlog.hasCritical) > now { return true }
    return backlog.tally == nil && backlog.entries.first?.isAlert == false
  }

  private mutating func whole(_ entries: [Backlog.Entry], now: Instant) -> Flight? {
    entries.isEmpty ? nil : take(entries, tally: false, .whole, now: now)
  }

  private mutating func together(_ form: Post.Form, now: Instant) -> Flight? {
    take(backlog.entries.filter(\.isAlert), tally: true, form, now: now)
  }

  private mutating func take(
    _ entries: [Backlog.Entry],
    tally takesTally: Bool,
    _ form: Post.Form,
    now: Instant
  ) -> Flight {
    let isDoubtful = entries.contains(where: \.mayHaveArrived) || (takesTally && backlog.isTallyDoubtful)
    let tally = takesTally ? backlog.takeTally() : nil
    backlog.take(entries)
    let created = entries.compactMap(\.tried).min() ?? now
    var post = Post(
      hook: name,
      items: entries.map(\.item),
      form: form,
      mayBeRepeat: isDoubtful,
      created: created,
      tally: tally
    )
    if form != .whole, let storm = watch.storm {
      post.storm = StormTotal(since: storm.since, alerts: storm.told + post.alertCount)
    }
    let tried = entries.map { entry in
      var entry = entry
      entry.tried = entry.tried ?? now
      return entry
    }
    return Flight(post: post, entries: tried, isFixed: isDoubtful)
  }
}

extension Post {
  /// All alerts that it tells, those in numbers included.
  var alertCount: Int { items.reduce(tally?.alerts ?? 0) { $0 + $1.alerts.count } }
  /// The keys of the critical alerts that it tells in words.
  var criticalKeys: [String] { items.flatMap { $0.alerts.filter { $0.severity == .critical }.map(\.key) } }
}

extension Tally {
  var hasCritical: Bool { lines.contains { $0.severity == .critical } }
}
