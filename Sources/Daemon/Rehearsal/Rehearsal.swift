import Engine
import Messages
package import Model

/// The daemon's decisions over virtual time, without daemon, disk or network: for `fleepd test`, `replay` and `preview`.
///
/// Engine, delivery scheduler and templates are the very values that the daemon runs.
package struct Rehearsal {
  private var engine: Engine
  private var delivery: VirtualDelivery
  private let renderer: MessageRenderer
  private let hooks: [HookName: HookDefinition]
  /// The present moment.
  package private(set) var now: Instant
  /// The alerts that have fired so far.
  package private(set) var fired: Set<AlertName> = []

  /// Begins at a moment, with nothing known.
  package init(rules: RuleSet, hooks: [HookDefinition], start: Instant) {
    let renderer = MessageRenderer(host: rules.externalLabels["host"])
    self.renderer = renderer
    self.hooks = Dictionary(uniqueKeysWithValues: hooks.map { ($0.name, $0) })
    engine = Engine(rules: rules, records: [:], now: start)
    delivery = VirtualDelivery(hooks: hooks, renderer: renderer, now: start)
    now = start
    take(engine.handle(.caughtUp, now: start))
  }

  /// The messages so far, in order.
  package var told: [ToldMessage] { delivery.told }

  /// The alerts that are firing now.
  package var firing: [Alert] { engine.alerts.filter { $0.state != .pending }.map(\.alert) }

  /// Lets time pass: all that is due until then happens at its own moment.
  package mutating func advance(to moment: Instant) {
    while let wake = [engine.nextWake, delivery.nextWake].compactMap({ $0 }).min(), wake <= moment {
      // What is overdue happens now: time never runs backwards.
      now = max(now, wake)
      take(engine.handle(.tick, now: now))
      delivery.tick(now: now)
    }
    now = max(now, moment)
  }

  /// Lines that rules see, at the present moment.
  package mutating func take(lines: [LineEvent]) {
    take(engine.handle(.lines(lines), now: now))
  }

  /// What came of a command, at the present moment.
  package mutating func take(run: CommandRun) {
    take(engine.handle(.command(run), now: now))
  }

  private mutating func take(_ effects: [Effect]) {
    _ = engine.takeChanges()
    let items = effects.compactMap { renderer.item(for: $0, hooks: hooks, now: now) }
    fired.formUnion(firing.map(\.name))
    if !items.isEmpty { delivery.queue(items, now: now) }
  }
}
