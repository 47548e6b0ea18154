package import Model

/// Decides what is posted where and when: a value that takes events and gives actions, without clock, disk or network.
///
/// Per hook: one request in flight, the order of queueing, the rate, batches, merging above the rate, folding after an
/// outage, retries, and another hook where one is gone. Whoever drives it does the actions and brings the answers.
package struct DeliveryScheduler: Sendable {
  private var queues: [HookName: HookQueue] = [:]
  /// The hooks' names, sorted, so that equal states decide equally.
  private var names: [HookName] = []
  private var stored: [HookName: HookRecord] = [:]
  private var random: RandomSource

  /// When ``handle(_:now:)`` wants a ``DeliveryEvent/tick``; nil: only with news.
  package private(set) var nextWake: Instant?

  /// Starts from what the ledger holds; nothing is begun before the first event, so give it a tick.
  ///
  /// The interrupted posts were in flight when the process died. `items` is the whole outbox, their items among it.
  package init(
    hooks: [HookDefinition],
    records: [HookName: [UInt8]],
    items: [OutboxItem],
    interrupted: [Post],
    seed: UInt64,
    now: Instant
  ) {
    random = RandomSource(seed: seed)
    let records = records.compactMapValues(HookRecord.init(bytes:))
    for hook in hooks { add(hook.name, hook, record: records[hook.name], now: now) }
    var rest = Dictionary(items.map { ($0.id, $0) }) { first, _ in first }
    for post in interrupted {
      for item in post.items { rest[item.id] = nil }
    }
    for post in interrupted {
      var post = post
      post.tally = post.tally.flatMap { Self.recount($0, takingFrom: &rest) }
      guard !post.itemIDs.isEmpty else { continue }
      with(post.hook, now: now) { $0.resume(post) }
    }
    let doubtful = records.values.flatMap(\.doubtful)
    for item in items where rest[item.id] != nil {
      let mayHaveArrived = doubtful.contains { $0.contains(item.id) }
      with(item.hook, now: now) { $0.backlog.append(item, mayHaveArrived: mayHaveArrived) }
    }
    nextWake = now
  }

  /// A tally of those items that are still to be told: others went with another hook's post since it was counted.
  private static func recount(_ tally: Tally, takingFrom rest: inout [Int64: OutboxItem]) -> Tally? {
    var recounted = Tally()
    for id in tally.items.joined() {
      if let item = rest.removeValue(forKey: id) { recounted.add(item) }
    }
    return recounted.itemCount > 0 ? recounted : nil
  }

  /// Takes one event; gives what is to be done about it, in order.
  package mutating func handle(_ event: DeliveryEvent, now: Instant) -> [DeliveryAction] {
    for name in names { queues[name]?.settle(now: now) }
    var actions = take(event, now: now)
    for name in names {
      if let report = queues[name]?.endStorm(now: now) { actions.append(.report(report)) }
    }
    standIn(now: now)
    var begun: [DeliveryAction] = []
    for name in names {
      if let post = queues[name]?.begin(now: now) { begun.append(.begin(post)) }
      if let record = queues[name]?.changedRecord(since: stored[name] ?? HookRecord()) {
        stored[name] = record
        actions.append(.hookRecord(name, record.bytes))
      }
    }
    nextWake = names.compactMap { queues[$0]?.wake }.min()
    return actions + begun
  }

  /// Every hook's state, by name.
  package func status(at now: Instant) -> [HookStatus] {
    names.compactMap { name in queues[name]?.status(standIn: standIn(for: name)?.hook, now: now) }
  }

  private mutating func take(_ event: DeliveryEvent, now: Instant) -> [DeliveryAction] {
    switch event {
    case .tick:
      return []
    case .queued(let items):
      return items.compactMap { item in
        let isNew = queues[item.hook] == nil
        let storm = with(item.hook, now: now) { $0.queue(item, now: now) }
        return (isNew ? .unconfigured(item.hook) : storm).map { .report($0) }
      }
    case .answered(let hook, let outcome):
      let standIn = standIn(for: hook)
      return queues[hook]?.answered(outcome, standIn: standIn, random: &random, now: now) ?? []
    case .hooksChanged(let hooks):
      for name in names { queues[name]?.configure(nil, now: now) }
      for hook in hooks { with(hook.name, now: now) { $0.configure(hook, now: now) } }
      return names.compactMap { name in
        guard let queue = queues[name], queue.definition == nil, queue.isWaiting else { return nil }
        return .report(.unconfigured(name))
      }
    case .dropped(let ids):
      for name in names { queues[name]?.drop(ids) }
      return []
    }
  }

  /// Hands what waits for hooks that are gone to those that stand in for them.
  private mutating func standIn(now: Instant) {
    for name in names {
      guard let queue = queues[name], queue.isAside(now: now), let other = standIn(for: name)?.hook else { continue }
      guard let backlog = queues[name]?.surrender() else { continue }
      queues[other]?.backlog.adopt(backlog)
    }
  }

  /// The first hook along the fallbacks that is not away itself.
  private func standIn(for name: HookName) -> (hook: HookName, isWell: Bool)? {
    var seen: Set<HookName> = [name]
    var candidate = queues[name]?.fallback
    while let hook = candidate, seen.insert(hook).inserted, let queue = queues[hook] {
      if queue.definition != nil, !queue.record.condition.isAway {
        return (hook, queue.record.condition == .well)
      }
      candidate = queue.fallback
    }
    return nil
  }

  private mutating func add(_ name: HookName, _ hook: HookDefinition?, record: HookRecord?, now: Instant) {
    stored[name] = record
    queues[name] = HookQueue(name: name, definition: hook, record: record ?? HookRecord(), now: now)
    names = queues.keys.sorted()
  }

  /// Changes a hook's queue, which is made where there is none.
  @discardableResult
  private mutating func with<Result>(
    _ name: HookName,
    now: Instant,
    _ change: (inout HookQueue) -> Result
  ) -> Result {
    var queue =
      queues.removeValue(forKey: name) ?? HookQueue(name: name, definition: nil, record: HookRecord(), now: now)
    defer {
      queues[name] = queue
      if !names.contains(name) { names = (names + [name]).sorted() }
    }
    return change(&queue)
  }
}
