import Delivery
import Model

/// A scheduler and a clock for one test: what is queued and answered, and what it does about it.
struct Desk {
  var scheduler: DeliveryScheduler
  var now: Instant
  private(set) var reports: [DeliveryReport] = []
  private(set) var records: [HookName: [UInt8]] = [:]
  private(set) var confirmed: [Int64] = []
  private(set) var buried: [Int64] = []
  private var lastID: Int64 = 0

  static let start = Instant(seconds: 1_800_000_000)

  init(
    _ hooks: [HookDefinition] = [Desk.hook()],
    records: [HookName: [UInt8]] = [:],
    items: [OutboxItem] = [],
    interrupted: [Post] = [],
    now: Instant = Desk.start
  ) {
    self.now = now
    self.records = records
    scheduler = DeliveryScheduler(
      hooks: hooks,
      records: records,
      items: items,
      interrupted: interrupted,
      seed: 1,
      now: now
    )
  }

  static func hook(
    _ name: HookName = "ops",
    every: Duration = .seconds(5),
    burst: Int = 5,
    fallback: HookName? = nil,
    maxLength: Int = 10_000
  ) -> HookDefinition {
    HookDefinition(
      name: name,
      url: Secret("https://fleep.io/hook/x"),
      rateLimit: RateLimit(every: every, burst: burst),
      fallback: fallback,
      maxLength: maxLength
    )
  }

  /// An item with one alert.
  mutating func alert(
    _ name: AlertName = "DiskFull",
    _ severity: Severity = .warning,
    resolved: Bool = false,
    hook: HookName = "ops",
    text: String = "disk full"
  ) -> OutboxItem {
    let brief = AlertBrief(
      name: name,
      key: "k\(lastID)",
      status: resolved ? .resolved : .firing,
      severity: severity,
      startsAt: now,
      endsAt: resolved ? now : nil,
      count: 1,
      headline: text
    )
    return item(OutboxItem(hook: hook, kind: .alerts, queued: now, severity: severity, text: text, alerts: [brief]))
  }

  /// A text as `fleepd send` queues it.
  mutating func text(_ text: String = "statistics", hook: HookName = "ops", files: [Attachment] = []) -> OutboxItem {
    item(OutboxItem(hook: hook, kind: .text, queued: now, text: text, files: files))
  }

  mutating func alerts(_ count: Int, _ severity: Severity = .warning) -> [OutboxItem] {
    (0..<count).map { _ in alert("DiskFull", severity) }
  }

  private mutating func item(_ item: OutboxItem) -> OutboxItem {
    lastID += 1
    var item = item
    item.id = lastID
    return item
  }

  /// Tells the scheduler something; gives the posts that it begins.
  @discardableResult
  mutating func tell(_ event: DeliveryEvent) -> [Post] {
    var begun: [Post] = []
    for action in scheduler.handle(event, now: now) {
      switch action {
      case .begin(let post): begun.append(post)
      case .confirmed(let post): confirmed += post.itemIDs.flatMap { Array($0) }
      case .buried(let post, _): buried += post.itemIDs.flatMap { Array($0) }
      case .hookRecord(let hook, let bytes): records[hook] = bytes
      case .report(let report): reports.append(report)
      case .released: break
      }
    }
    return begun
  }

  @discardableResult
  mutating func queue(_ items: OutboxItem...) -> [Post] { tell(.queued(items)) }

  @discardableResult
  mutating func answer(_ outcome: PostOutcome, _ hook: HookName = "ops") -> [Post] { tell(.answered(hook, outcome)) }

  /// Lets time pass to the scheduler's next wish, and says what it begins then; nothing where it has no wish.
  @discardableResult
  mutating func wake() -> [Post] {
    guard let wake = scheduler.nextWake else { return [] }
    now = max(now, wake)
    return tell(.tick)
  }

  @discardableResult
  mutating func pass(_ duration: Duration) -> [Post] {
    now = now + duration
    return tell(.tick)
  }

  /// Answers and wakes until nothing waits; gives all posts, the one in flight first.
  @discardableResult
  mutating func drain(_ posts: [Post], with outcome: PostOutcome = .delivered) -> [Post] {
    var all = posts
    var waiting = posts
    while !waiting.isEmpty || scheduler.status(at: now).contains(where: { $0.queued > 0 }) {
      let hooks = waiting.map(\.hook)
      waiting = hooks.isEmpty ? wake() : hooks.flatMap { answer(outcome, $0) }
      all += waiting
    }
    return all
  }

  func status(_ hook: HookName = "ops") -> HookStatus? {
    scheduler.status(at: now).first { $0.hook == hook }
  }
}

extension Post {
  var itemNumbers: [Int64] { items.map(\.id) }
}

let serverError = PostOutcome.failed(PostFault(status: 500, detail: "the server failed"), retryAfter: nil)
let notFound = PostOutcome.gone(PostFault(status: 404, detail: "no such hook"))
