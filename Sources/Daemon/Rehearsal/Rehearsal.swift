package import Engine
import Messages
package import Model

/// The daemon's decisions over virtual time, without daemon, disk or network: for `fleepd test` and `replay`.
///
/// Engine, delivery scheduler and templates are the very values that the daemon runs.
package struct Rehearsal {
  private var engine: Engine
  private var delivery: VirtualDelivery
  private let renderer: MessageRenderer
  private let hooks: [HookName: HookDefinition]
  private var happenings = Happenings()
  private var stepsSinceDrop = 0
  /// The present moment.
  package private(set) var now: Instant

  /// Begins at a moment, with nothing known.
  package init(rules: RuleSet, hooks: [HookDefinition], start: Instant) {
    let renderer = MessageRenderer(host: rules.externalLabels["host"])
    self.renderer = renderer
    self.hooks = Dictionary(uniqueKeysWithValues: hooks.map { ($0.name, $0) })
    engine = Engine(rules: rules, records: [:], now: start)
    delivery = VirtualDelivery(hooks: hooks, renderer: renderer, now: start)
    now = start
    handle(.caughtUp)
  }

  /// The alerts that are firing now.
  package var firing: [Alert] { engine.alerts.filter { $0.state != .pending }.map(\.alert) }

  /// What happened since the last call.
  package mutating func takeHappenings() -> Happenings {
    defer { happenings = Happenings() }
    happenings.told = delivery.takeTold()
    happenings.reports = delivery.takeReports()
    return happenings
  }

  /// Lets time pass: all that is due until then happens at its own moment.
  package mutating func advance(to moment: Instant) {
    while let wake = earliest(engine.nextWake, delivery.nextWake), wake <= moment {
      // What is overdue happens now: time never runs backwards.
      now = max(now, wake)
      if let due = engine.nextWake, due <= now { handle(.tick) }
      if let due = delivery.nextWake, due <= now { delivery.tick(now: now) }
    }
    now = max(now, moment)
  }

  /// What happens at the present moment: lines that rules see, what came of a command, what a person does.
  package mutating func handle(_ event: EngineEvent) {
    let effects = engine.handle(event, now: now)
    for transition in engine.transitions { happenings.transitions.append((now, transition)) }
    dropChanges()
    guard !effects.isEmpty else { return }
    for effect in effects {
      switch effect {
      case .notify(let notification): happenings.notifications.append(notification)
      case .fault(let fault): happenings.faults.append(fault)
      case .summarize, .silence: break
      }
    }
    let items = effects.flatMap { renderer.items(for: $0, hooks: hooks, now: now) }
    if !items.isEmpty { delivery.queue(items, now: now) }
  }

  /// Nothing is written down, so what changed is forgotten from time to time.
  private mutating func dropChanges() {
    stepsSinceDrop += 1
    guard stepsSinceDrop >= Self.stepsBetweenDrops else { return }
    stepsSinceDrop = 0
    engine.dropChanges()
  }

  private static let stepsBetweenDrops = 1_000

  private func earliest(_ left: Instant?, _ right: Instant?) -> Instant? {
    guard let left, let right else { return left ?? right }
    return min(left, right)
  }
}
