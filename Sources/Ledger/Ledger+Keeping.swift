package import Model

/// What became of a change that must not be lost when the disk refuses it.
package struct StoreResult: Sendable, Equatable {
  /// The change's items with their ids, stored or not.
  package var committed: Committed
  /// Why the change is in memory only, for now.
  package var fault: LedgerError?
}

extension Ledger {
  /// Stores a change; where the disk refuses it, keeps it in memory and stores it, in order, with the next one.
  ///
  /// A crash before that loses nothing either: the positions are as unsaved as what the lines behind them led to, so that they
  /// are read again.
  package func store(_ change: LedgerChange, at now: Instant) -> StoreResult {
    var change = change
    change.items = number(change.items)
    guard !unsaved.isEmpty || !change.isEmpty else { return StoreResult(committed: Committed(), fault: nil) }
    let kept = unsaved.items.count
    unsaved.append(change)
    do {
      var committed = try commit(unsaved, at: now)
      // Items that were kept have been told of before.
      committed.items.removeFirst(min(kept, committed.items.count))
      unsaved = LedgerChange()
      return StoreResult(committed: committed, fault: nil)
    } catch {
      return StoreResult(committed: Committed(items: change.items), fault: error)
    }
  }

  /// The engine's records as they would be if nothing were unsaved.
  package func engineRecords() throws(LedgerError) -> [String: [UInt8]] {
    var records = try contents().engineRecords
    for (key, record) in unsaved.engineRecords { records[key] = record }
    return records
  }
}

extension LedgerChange {
  /// Adds what `later` changes; where both change a record, the later one stands.
  mutating func append(_ later: LedgerChange) {
    positions.merge(later.positions) { _, new in new }
    engineRecords.merge(later.engineRecords) { _, new in new }
    hookRecords.merge(later.hookRecords) { _, new in new }
    items += later.items
    posts += later.posts
  }
}
