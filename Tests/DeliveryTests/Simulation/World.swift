import Model
import Testing

@testable import Delivery

/// A scheduler, its ledger and its hooks over virtual weeks, with faults and crashes, all from one seed.
struct World {
  static let definitions = [
    HookDefinition(name: "ops", url: Secret(""), rateLimit: RateLimit(every: .seconds(5), burst: 5)),
    HookDefinition(name: "web", url: Secret(""), rateLimit: RateLimit(every: .seconds(2), burst: 1), fallback: "ops"),
    HookDefinition(name: "slow", url: Secret(""), rateLimit: RateLimit(every: .seconds(60), burst: 2), fallback: "web"),
  ]

  let seed: UInt64
  var random: RandomSource
  var now = Instant(seconds: 1_800_000_000)
  var ledger = LedgerModel()
  var hooks: [HookName: HookModel] = [:]
  var scheduler: DeliveryScheduler
  var reports: [DeliveryReport] = []
  var crashes = 0
  private(set) var answers: [(due: Instant, hook: HookName, outcome: PostOutcome)] = []
  private var fired: [String] = []
  /// What was confirmed, on the disk or not yet.
  private var confirmed: Set<Int64> = []
  /// What the disk refuses.
  private var unsaved: [DeliveryAction] = []
  private var isDiskFull = false
  /// Writes and requests until the process dies; nil: it lives.
  private var fuse: Int?

  init(seed: UInt64) {
    self.seed = seed
    random = RandomSource(seed: seed)
    scheduler = DeliveryScheduler(
      hooks: World.definitions,
      records: [:],
      items: [],
      interrupted: [],
      seed: seed,
      now: now
    )
    for hook in World.definitions { hooks[hook.name] = HookModel() }
    hooks["web"]?.most = 3
  }

  /// Lives for some time with faults, then in peace until everything is told.
  mutating func run(days: Int) {
    let end = now + .days(days)
    while now < end {
      happen()
      if Int.random(in: 0..<20, using: &random) == 0 { fuse = Int.random(in: 0...6, using: &random) }
      let pause = Duration.seconds(pow2(Int.random(in: 0...15, using: &random)))
      if Int.random(in: 0..<20, using: &random) == 0 { fill(for: pause) } else { pass(pause) }
    }
    for name in hooks.keys { hooks[name]?.change(to: .well) }
    fuse = nil
    pass(.days(2))
  }

  private func pow2(_ exponent: Int) -> Int { 1 << exponent }

  /// One thing happens: items come, or a hook changes its mood.
  private mutating func happen() {
    guard Int.random(in: 0..<3, using: &random) > 0 else {
      let hook = World.definitions.randomElement(using: &random)?.name ?? "ops"
      hooks[hook]?.change(to: HookModel.Mood.allCases.randomElement(using: &random) ?? .well)
      return
    }
    let count = Int.random(in: 0..<12, using: &random) == 0 ? Int.random(in: 20...60, using: &random) : 1
    for _ in 0..<count {
      let item = ledger.store(makeItem())
      if Int.random(in: 0..<200, using: &random) == 0 {
        for name in hooks.keys { hooks[name]?.refused.insert(item.id) }
      }
      handle(.queued([item]))
    }
  }

  private mutating func makeItem() -> OutboxItem {
    let hook = World.definitions.randomElement(using: &random)?.name ?? "ops"
    let severity = Severity.allCases.randomElement(using: &random) ?? .info
    guard Int.random(in: 0..<5, using: &random) > 0 else {
      return OutboxItem(hook: hook, kind: .text, queued: now, text: "a text")
    }
    let isResolved = !fired.isEmpty && Bool.random(using: &random)
    let key = isResolved ? fired.removeFirst() : "\(random.next())"
    if !isResolved { fired.append(key) }
    let brief = AlertBrief(
      name: AlertName("Alert\(Int.random(in: 0..<5, using: &random))"),
      key: key,
      status: isResolved ? .resolved : .firing,
      severity: severity,
      startsAt: now,
      endsAt: isResolved ? now : nil,
      count: 1,
      headline: "headline"
    )
    return OutboxItem(hook: hook, kind: .alerts, queued: now, severity: severity, text: "an alert", alerts: [brief])
  }

  /// An alert for a hook, now.
  mutating func alert(on hook: HookName) {
    var item = makeItem()
    while item.alerts.isEmpty { item = makeItem() }
    item.hook = hook
    handle(.queued([ledger.store(item)]))
  }

  /// Lets time pass: answers come, and the scheduler wakes when it wants to.
  mutating func pass(_ duration: Duration) {
    let end = now + duration
    while true {
      let answer = answers.indices.min { answers[$0].due < answers[$1].due }
      let wake = scheduler.nextWake ?? .distantFuture
      if let answer, answers[answer].due <= min(wake, end) {
        let (due, hook, outcome) = answers.remove(at: answer)
        now = max(now, due)
        handle(.answered(hook, outcome))
      } else if wake <= end {
        now = max(now, wake)
        handle(.tick)
      } else {
        break
      }
    }
    now = max(now, end)
  }

  private mutating func handle(_ event: DeliveryEvent) {
    let actions = scheduler.handle(event, now: now)
    if let wake = scheduler.nextWake, wake <= now { Issue.record("seed \(seed): wants to be woken at once") }
    // All of one call are one transaction; then the requests are made, one after the other.
    if burnsOut() { return crash() }
    unsaved += actions
    if !isDiskFull { save() }
    for action in actions {
      if case .report(let report) = action { reports.append(report) }
      if case .confirmed(let post) = action { confirmed.formUnion(post.ids) }
      guard case .begin(let post) = action else { continue }
      if burnsOut() { return crash() }
      send(post)
    }
  }

  /// Whether the process dies before what it would do now.
  private mutating func burnsOut() -> Bool {
    // What the disk refused is lost with the process, and read again from the logs: another story.
    guard let left = fuse, !isDiskFull else { return false }
    fuse = left - 1
    return left == 0
  }

  private mutating func save() {
    for action in unsaved { ledger.apply(action) }
    unsaved = []
  }

  /// The disk refuses everything for some time, and then has it all.
  private mutating func fill(for duration: Duration) {
    isDiskFull = true
    pass(duration)
    isDiskFull = false
    save()
  }

  private mutating func send(_ post: Post) {
    // Without #expect: in this many places, its bookkeeping would take most of the time.
    if answers.contains(where: { $0.hook == post.hook }) { Issue.record("seed \(seed): two requests on one hook") }
    if post.ids.contains(where: confirmed.contains) {
      Issue.record("seed \(seed): what was confirmed goes again")
    }
    guard let (outcome, wait) = hooks[post.hook]?.take(post, at: now, random: &random) else { return }
    answers.append((now + wait, post.hook, outcome))
  }

  /// The process dies, and starts again from what the ledger holds; answers on their way are never seen.
  private mutating func crash() {
    crashes += 1
    fuse = nil
    answers = []
    now = now + .milliseconds(Int.random(in: 1...100_000, using: &random))
    scheduler = DeliveryScheduler(
      hooks: World.definitions,
      records: ledger.records,
      items: ledger.items,
      interrupted: ledger.interrupted,
      seed: random.next(),
      now: now
    )
    handle(.tick)
  }
}
