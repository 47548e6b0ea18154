import Delivery
import Messages
package import Model

/// A message that would have been posted, and when.
package struct ToldMessage: Sendable, Equatable, Codable {
  package var time: Instant
  package var hook: HookName
  package var user: String?
  package var text: String
  package var form: Post.Form
  /// How many queued items it tells.
  package var items: Int
}

/// The delivery scheduler over virtual time, with hooks that take everything at once.
struct VirtualDelivery {
  private var scheduler: DeliveryScheduler
  private let hooks: [HookName: HookDefinition]
  private let renderer: MessageRenderer
  private var lastID: Int64 = 0
  private var told: [ToldMessage] = []
  private var reports: [(time: Instant, report: DeliveryReport)] = []

  init(hooks: [HookDefinition], renderer: MessageRenderer, now: Instant) {
    self.hooks = Dictionary(uniqueKeysWithValues: hooks.map { ($0.name, $0) })
    self.renderer = renderer
    // Nothing fails here, so the jitter of retries is never asked for.
    scheduler = DeliveryScheduler(hooks: hooks, records: [:], items: [], interrupted: [], seed: 1, now: now)
  }

  var nextWake: Instant? { scheduler.nextWake }

  /// The messages since the last call, in order.
  mutating func takeTold() -> [ToldMessage] {
    defer { told = [] }
    return told
  }

  /// What the scheduler had to say since the last call.
  mutating func takeReports() -> [(time: Instant, report: DeliveryReport)] {
    defer { reports = [] }
    return reports
  }

  /// Queues what the engine wants told.
  mutating func queue(_ items: [OutboxItem], now: Instant) {
    let numbered = items.map { item in
      lastID += 1
      var item = item
      item.id = lastID
      return item
    }
    carryOut(scheduler.handle(.queued(numbered), now: now), now: now)
  }

  /// Does what is due.
  mutating func tick(now: Instant) {
    carryOut(scheduler.handle(.tick, now: now), now: now)
  }

  private mutating func carryOut(_ actions: [DeliveryAction], now: Instant) {
    var waiting = actions
    while !waiting.isEmpty {
      let action = waiting.removeFirst()
      if case .report(let report) = action { reports.append((now, report)) }
      guard case .begin(let post) = action, let hook = hooks[post.hook] else { continue }
      let body = renderer.body(of: post, hook: hook, now: now)
      told.append(
        ToldMessage(
          time: now,
          hook: post.hook,
          user: body.user,
          text: body.text,
          form: post.form,
          items: post.itemIDs.reduce(0) { $0 + $1.count }
        )
      )
      waiting += scheduler.handle(.answered(post.hook, .delivered), now: now)
    }
  }
}
