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
  private let ledger: Ledger
  private let faults: FaultLog
  private let counters: Counters
  /// What the ledger could not take yet: it goes along with the next change.
  private var unsaved = LedgerChange()

  private static let ledgerFault = FaultLog.Key(part: "ledger", thing: "writing")

  init(
    engine: Engine,
    renderer: MessageRenderer,
    hooks: [HookDefinition],
    ledger: Ledger,
    faults: FaultLog,
    counters: Counters
  ) {
    self.engine = engine
    self.renderer = renderer
    self.hooks = Dictionary(uniqueKeysWithValues: hooks.map { ($0.name, $0) })
    self.ledger = ledger
    self.faults = faults
    self.counters = counters
  }

  /// When ``handle(_:now:)`` wants a tick.
  var nextWake: Instant? { engine.nextWake }

  /// Takes one event; gives the items that are now in the outbox.
  mutating func handle(_ event: PipelineEvent, now: Instant) async -> [OutboxItem] {
    switch event {
    case .lines(let batch):
      counters.count { totals in
        totals.lines += batch.lines
        totals.bytes += batch.bytes
        totals.matches += batch.events.count
      }
      unsaved.positions.merge(batch.positions) { _, new in new }
      return await save(engine.handle(.lines(batch.events), now: now), now: now)
    case .command(let run):
      counters.count { $0.commandRuns += 1 }
      return await save(engine.handle(.command(run), now: now), now: now)
    case .tick:
      return await save(engine.handle(.tick, now: now), now: now)
    case .reload(let rules, let hooks):
      return await reload(rules, hooks: hooks, now: now)
    case .inspect(let look):
      look(engine)
      return []
    }
  }

  /// The records that a new engine starts from are those of the ledger, with what it could not take yet.
  private mutating func reload(_ rules: RuleSet, hooks: [HookDefinition], now: Instant) async -> [OutboxItem] {
    let items = await save([], now: now)
    var records = (try? await ledger.contents().engineRecords) ?? [:]
    for (key, record) in unsaved.engineRecords { records[key] = record }
    engine = Engine(rules: rules, records: records, now: now)
    self.hooks = Dictionary(uniqueKeysWithValues: hooks.map { ($0.name, $0) })
    return items + (await save(engine.handle(.tick, now: now), now: now))
  }

  private mutating func save(_ effects: [Effect], now: Instant) async -> [OutboxItem] {
    unsaved.engineRecords.merge(engine.takeChanges()) { _, new in new }
    unsaved.items += effects.compactMap { item(for: $0, now: now) }
    guard !unsaved.isEmpty else { return [] }
    do {
      let items = try await ledger.commit(unsaved)
      unsaved = LedgerChange()
      faults.end(Self.ledgerFault, "The database takes writes again.")
      counters.count { $0.queued += items.count }
      return items
    } catch {
      faults.begin(Self.ledgerFault, "The database does not take writes: \(error). Alerts go out from memory until it does.")
      return []
    }
  }

  private func item(for effect: Effect, now: Instant) -> OutboxItem? {
    switch effect {
    case .notify(let notification):
      hooks[notification.hook].map { renderer.item(for: notification, hook: $0, now: now) }
    case .summarize(let report):
      hooks[report.hook].map { renderer.item(for: report, hook: $0) }
    }
  }
}
