import Delivery
import Ledger
import Logging
import Messages
import Model

/// What is in the outbox to the hooks: the scheduler decides, the ledger knows it first, then it is done.
///
/// A value owned by the one task of ``CourierService``.
struct Courier {
  private var scheduler: DeliveryScheduler
  private var hooks: [HookDefinition]
  private let renderer: MessageRenderer
  private let bookkeeper: Bookkeeper
  private let faults: FaultLog
  private let counters: Counters
  private let logger: Logger
  private var attempts: [HookName: Int] = [:]
  private var replies: [Int64: SendReply] = [:]

  init(
    scheduler: DeliveryScheduler,
    hooks: [HookDefinition],
    renderer: MessageRenderer,
    bookkeeper: Bookkeeper,
    faults: FaultLog,
    counters: Counters,
    logger: Logger
  ) {
    self.scheduler = scheduler
    self.hooks = hooks
    self.renderer = renderer
    self.bookkeeper = bookkeeper
    self.faults = faults
    self.counters = counters
    self.logger = logger
  }

  /// When ``handle(_:now:)`` wants a tick.
  var nextWake: Instant? { scheduler.nextWake }

  /// Takes one event; gives the requests to make, which the ledger already knows of.
  mutating func handle(_ event: CourierEvent, now: Instant) async -> [PreparedPost] {
    switch event {
    case .queued(let items):
      return await carryOut(scheduler.handle(.queued(items), now: now), now: now)
    case .send(let message, let reply):
      return await send(message, reply: reply, now: now)
    case .impatient(let reply):
      let hook = replies.first { $0.value == reply }?.key
      replies = replies.filter { $0.value != reply }
      reply.give(.queued(reason: hook == nil ? nil : faults.text(part: FaultLog.Key.hook)))
      return []
    case .answered(let hook, let outcome):
      if outcome == .delivered { attempts[hook] = nil }
      return await carryOut(scheduler.handle(.answered(hook, outcome), now: now), now: now)
    case .dropped(let ids):
      await bookkeeper.store(LedgerChange(posts: [.dropped(items: ids), .forgotten(letters: ids)]), at: now)
      return await carryOut(scheduler.handle(.dropped(Set(ids)), now: now), now: now)
    case .tick, .stop:
      return await carryOut(scheduler.handle(.tick, now: now), now: now)
    case .hooksChanged(let hooks):
      self.hooks = hooks
      let names = Set(hooks.map(\.name.text))
      faults.forget(part: FaultLog.Key.hook) { !names.contains($0) }
      return await carryOut(scheduler.handle(.hooksChanged(hooks), now: now), now: now)
    case .inspect(let look):
      look(scheduler.status(at: now))
      return []
    }
  }

  private mutating func send(_ message: ControlRequest.Message, reply: SendReply, now: Instant) async -> [PreparedPost]
  {
    guard let hook = hooks.first(where: { $0.name == message.hook }) else {
      reply.give(.refused(reason: "the running fleepd has no hook '\(message.hook)': reload it"))
      return []
    }
    if let reason = message.excess(for: hook) {
      reply.give(.refused(reason: reason))
      return []
    }
    let parts = renderer.items(text: message.text, user: message.user, files: message.files, hook: hook, now: now)
    let items = await bookkeeper.store(LedgerChange(items: parts), at: now)
    counters.count { $0.queued += items.count }
    for item in items { replies[item.id] = reply }
    return await carryOut(scheduler.handle(.queued(items), now: now), now: now)
  }

  private mutating func carryOut(_ actions: [DeliveryAction], now: Instant) async -> [PreparedPost] {
    var change = LedgerChange()
    var posts: [PreparedPost] = []
    for action in actions {
      switch action {
      case .begin(let post):
        guard let hook = hooks.first(where: { $0.name == post.hook }) else { continue }
        attempts[post.hook, default: 0] += 1
        change.posts.append(.began(post, attempt: attempts[post.hook, default: 1]))
        posts.append(PreparedPost(hook: hook, body: renderer.body(of: post, hook: hook, now: now)))
      case .confirmed(let post):
        change.posts.append(.confirmed(post))
        confirm(post)
      case .released(let post):
        counters.count { $0.retries += 1 }
        change.posts.append(.released(post))
      case .buried(let post, let fault):
        change.posts.append(.buried(items: post.itemIDs.flatMap { Array($0) }, fault: fault))
        logger.error(
          "A message was refused, and is kept as a dead letter.",
          metadata: ["hook": "\(post.hook)", "fault": "\(fault)"]
        )
        for range in post.itemIDs {
          for id in range {
            let refusal = "hook \(post.hook) refused it (\(fault))"
            let remedy = "it is kept as a dead letter: fleepd outbox retry \(id)"
            replies.removeValue(forKey: id)?.give(.refused(reason: "\(refusal); \(remedy)"))
          }
        }
      case .hookRecord(let hook, let record):
        change.hookRecords[hook] = .some(record)
      case .report(let report):
        tell(report)
        if let notice = report.notice, let hook = hooks.first(where: { $0.name == notice.hook }) {
          change.items.append(OutboxItem(notice: notice.text, hook: hook.name, now: now))
        }
      }
    }
    let notices = await bookkeeper.store(change, at: now)
    guard !notices.isEmpty else { return posts }
    return posts + (await carryOut(scheduler.handle(.queued(notices), now: now), now: now))
  }

  private mutating func confirm(_ post: Post) {
    counters.count { totals in
      totals.sent += 1
      totals.told += post.itemIDs.reduce(0) { $0 + $1.count }
    }
    logger.info(
      "A message was posted.",
      metadata: ["hook": "\(post.hook)", "items": "\(post.items.count)", "form": "\(post.form)"]
    )
    guard !replies.isEmpty else { return }
    for item in post.items {
      // A long text is posted when its last part is.
      guard let reply = replies.removeValue(forKey: item.id), !replies.values.contains(reply) else { continue }
      reply.give(.posted)
    }
  }

  private func tell(_ report: DeliveryReport) {
    let key = FaultLog.Key(report.hook)
    switch report {
    case .faulted, .unconfigured: faults.begin(key, "\(report)")
    case .failing, .gone: faults.worsen(key, "\(report)")
    case .recovered: faults.end(key, "\(report)")
    case .slowed, .stormBegan, .stormEnded, .filesRefused, .shortened, .lost:
      logger.notice("\(report)", metadata: ["hook": "\(report.hook)"])
    }
    if case .stormEnded = report { Heap.giveBack() }
  }
}

/// A request to a hook, ready to be made.
struct PreparedPost: Sendable {
  var hook: HookDefinition
  var body: MessageBody
}
