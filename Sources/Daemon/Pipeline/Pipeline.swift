import Engine
import Ledger
import Logging
import Messages
import Model

/// Events into the engine, what it wants told into the ledger: one event is one transaction.
///
/// A value owned by the one task of ``PipelineService``, so that events are strictly one after the other.
struct Pipeline {
  private var engine: Engine
  private var renderer: MessageRenderer
  private var hooks: [HookName: HookDefinition]
  private var redaction: KeyRedaction
  private let bookkeeper: Bookkeeper
  private let faults: FaultLog
  private let counters: Counters

  init(
    engine: Engine,
    renderer: MessageRenderer,
    hooks: [HookDefinition],
    bookkeeper: Bookkeeper,
    faults: FaultLog,
    counters: Counters
  ) {
    self.engine = engine
    self.renderer = renderer
    self.hooks = Dictionary(uniqueKeysWithValues: hooks.map { ($0.name, $0) })
    redaction = KeyRedaction(hooks: hooks)
    self.bookkeeper = bookkeeper
    self.faults = faults
    self.counters = counters
  }

  /// When ``handle(_:now:)`` wants a tick.
  func nextWake(after now: Instant) -> Instant? {
    [engine.nextWake, bookkeeper.retry(after: now)].compactMap { $0 }.min()
  }

  /// Takes one event; gives the items that are now in the outbox.
  mutating func handle(_ event: PipelineEvent, now: Instant) async -> [OutboxItem] {
    switch event {
    case .lines(let batch):
      counters.count { totals in
        totals.lines += batch.lines
        totals.bytes += batch.bytes
        totals.matches += batch.events.count
      }
      return await save(
        engine.handle(.lines(redaction.redacted(batch.events)), now: now),
        positions: batch.positions,
        now: now
      )
    case .command(let run):
      counters.count { $0.commandRuns += 1 }
      return await save(engine.handle(.command(redaction.redacted(run)), now: now), now: now)
    case .engine(let event):
      return await save(engine.handle(event, now: now), now: now)
    case .reload(let rules, let hooks):
      return await reload(rules, hooks: hooks, now: now)
    case .inspect(let look):
      look(engine)
      return []
    }
  }

  /// The records that a new engine starts from are the old one's: a reload keeps all state.
  private mutating func reload(_ rules: RuleSet, hooks: [HookDefinition], now: Instant) async -> [OutboxItem] {
    let items = await save([], now: now)
    let begun = try? await bookkeeper.ledger.engineRecords { records in
      Engine(rules: rules, records: records, now: now)
    }
    guard let begun else { return items }
    engine = begun
    self.hooks = Dictionary(uniqueKeysWithValues: hooks.map { ($0.name, $0) })
    redaction = KeyRedaction(hooks: hooks)
    return items + (await save(engine.handle(.caughtUp, now: now), now: now))
  }

  private mutating func save(
    _ effects: [Effect],
    positions: [String: [UInt8]?] = [:],
    now: Instant
  ) async -> [OutboxItem] {
    let items = effects.flatMap { self.items(for: $0, now: now) }
    let change = LedgerChange(positions: positions, engineRecords: engine.takeChanges(), items: items)
    guard !change.isEmpty || bookkeeper.retry(after: now) != nil else { return [] }
    let stored = await bookkeeper.store(change, at: now)
    counters.count { $0.queued += stored.count }
    return stored
  }

  private func items(for effect: Effect, now: Instant) -> [OutboxItem] {
    if case .fault(let fault) = effect {
      let key = FaultLog.Key(part: "rule", thing: fault.rule)
      switch fault.kind {
      case .tooManyKeys, .noCommonRoom: faults.begin(key, fault.text)
      case .keysFitAgain: faults.end(key, fault.text)
      }
    }
    return renderer.items(for: effect.redirected(among: hooks), hooks: hooks, now: now)
  }
}
