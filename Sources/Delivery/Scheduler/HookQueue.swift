import Model

/// One hook: what waits for it, what is on its way, how it has answered lately, and how fast it may be asked.
struct HookQueue: Sendable {
  /// A post on its way.
  struct Flight: Sendable {
    var post: Post
    /// What goes back into the backlog when it does not arrive.
    var entries: [Backlog.Entry]
    /// It stays this very post until it is answered: it may be a repeat, or it is a piece of a refused one.
    var isFixed = false
  }

  let name: HookName
  /// Nil: the configuration no longer has it, and its items wait.
  private(set) var definition: HookDefinition?
  /// Kept when the hook leaves the configuration, for what still waits.
  private(set) var fallback: HookName?
  var record: HookRecord
  var backlog = Backlog()
  /// Posts that must go as they are, before anything else.
  var fixed: [Post] = []
  var inFlight: Flight?
  var watch = StormWatch()
  var lastFault: PostFault?
  var counts = HookCounts()

  init(name: HookName, definition: HookDefinition?, record: HookRecord, now: Instant) {
    self.name = name
    self.definition = definition
    self.record = record
    fallback = definition?.fallback
    if let storm = record.storm {
      watch.storm = StormWatch.Storm(since: storm.since, told: storm.alerts, busy: now)
    }
  }

  /// Takes a new configuration of the hook, or that it has none.
  mutating func configure(_ definition: HookDefinition?, now: Instant) {
    self.definition = definition
    guard let definition else { return }
    fallback = definition.fallback
    record.condition.askAgain(now: now)
  }

  /// Whether anything waits that is not yet on its way.
  var isWaiting: Bool { !fixed.isEmpty || !backlog.isEmpty }

  /// Takes an item; gives a report when a storm begins with it.
  mutating func queue(_ item: OutboxItem, now: Instant) -> DeliveryReport? {
    backlog.append(item)
    counts.queued += 1
    let new = item.alerts.count { $0.status == .firing }
    let limit = StormWatch.limit(definition?.rateLimit ?? RateLimit())
    guard new > 0, watch.arrived(new, limit: limit, now: now) else { return nil }
    return .stormBegan(name, StormTotal(since: now, alerts: watch.recent))
  }

  /// Brings back a post that was interrupted: it may have arrived, and goes again as it was.
  mutating func resume(_ post: Post) {
    var post = post
    post.mayBeRepeat = true
    fixed.append(post)
  }

  /// Gives up everything that is not on its way, for a hook that stands in.
  mutating func surrender() -> Backlog {
    var all = Backlog()
    for post in fixed { all.append(post) }
    all.adopt(backlog)
    fixed = []
    backlog = Backlog()
    return all
  }

  /// Corrects what a clock that was set back left in the future.
  mutating func settle(now: Instant) {
    guard let definition else { return }
    record.settle(definition.rateLimit, now: now)
    watch.settle(now: now)
  }

  /// When the next post may go; nil while one is on its way or nothing waits.
  var due: Instant? {
    guard let definition, inFlight == nil, isWaiting else { return nil }
    let allowed = max(record.limiter.next(definition.rateLimit), record.condition.ready)
    guard fixed.isEmpty, !backlog.isUrgent, let storm = watch.storm else { return allowed }
    return max(allowed, storm.due(isCritical: backlog.hasCritical))
  }

  /// When the hook needs a tick.
  var wake: Instant? {
    if let due { return due }
    guard inFlight == nil, !isWaiting else { return nil }
    return watch.storm?.end
  }

  /// The next post, if it may go now: it is paid for and in flight.
  mutating func begin(now: Instant) -> Post? {
    guard let definition, let due, due <= now, let flight = compose(for: definition, now: now) else { return nil }
    record.limiter.take(definition.rateLimit, halved: now < record.slowed, now: now)
    counts.attempts += 1
    if flight.post.mayBeRepeat { counts.repeats += 1 }
    if flight.post.form == .merged { watch.began(now: now) }
    inFlight = flight
    return flight.post
  }

  /// Ends a storm that is over and wholly told.
  mutating func endStorm(now: Instant) -> DeliveryReport? {
    guard let storm = watch.storm, storm.end <= now, inFlight == nil, fixed.isEmpty, !backlog.hasAlerts else {
      return nil
    }
    watch.storm = nil
    return .stormEnded(name, StormTotal(since: storm.since, alerts: storm.told), lasted: now - storm.since)
  }

  /// The record, where it is not what was given last.
  mutating func changedRecord(since last: HookRecord) -> HookRecord? {
    record.storm = watch.storm.map { StormTotal(since: $0.since, alerts: $0.told) }
    record.doubtful = backlog.doubtful + fixed.filter(\.mayBeRepeat).flatMap(\.itemIDs)
    return record == last ? nil : record
  }
}
