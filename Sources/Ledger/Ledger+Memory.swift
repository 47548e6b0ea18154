package import Model

/// What became of a change that must not be lost when the disk refuses it.
package struct StoreResult: Sendable, Equatable {
  /// The change's items with their ids, stored or not.
  package var committed: Committed
  /// Why the change is in memory only, for now.
  package var fault: LedgerError?
}

extension Ledger {
  /// Stores a change; where the disk refuses it, keeps it in memory and stores it, in order, with a later one.
  ///
  /// While something is unsaved, the disk is tried once a second at most; an empty change is an attempt, too.
  package func store(_ change: LedgerChange, at now: Instant) -> StoreResult {
    var change = change
    change.items = number(change.items)
    guard !unsaved.isEmpty || !change.isEmpty else { return StoreResult(committed: Committed()) }
    do {
      if unsaved.isEmpty { return StoreResult(committed: try commit(change, at: now)) }
    } catch {
      unsaved.refused(error, at: now)
    }
    var sacrificed = unsaved.add(change, bounds: bounds)
    if unsaved.isDue(at: now) {
      do {
        sacrificed += try commit(unsaved.change, at: now).sacrificed
        unsaved = Unsaved()
      } catch {
        unsaved.refused(error, at: now)
      }
    }
    let gone = Set(sacrificed.map(\.id))
    let items = change.items.filter { !gone.contains($0.id) }
    return StoreResult(committed: Committed(items: items, sacrificed: sacrificed), fault: unsaved.fault)
  }

  /// The engine's records as they would be if nothing were unsaved.
  package func engineRecords() throws(LedgerError) -> [String: [UInt8]] {
    var records = try reader.read { db in try Records.engine.all(in: db) }
    for (key, record) in unsaved.change.engineRecords { records[key] = record }
    return records
  }
}
