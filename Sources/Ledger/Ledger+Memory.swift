package import Model

/// What became of a change that must not be lost when the disk refuses it.
package struct StoreResult: Sendable, Equatable {
  /// The change's items with their ids, those that the bounds sacrificed at once included: they can still be told, for as
  /// long as the process lives.
  package var items: [OutboxItem]
  /// The change's items with their ids, stored or not.
  package var committed: Committed
  /// Why the change is in memory only, for now.
  package var fault: LedgerError?
  /// The database that turned out to be damaged just now; the change is in the new one.
  package var setAside: SetAside?
  /// What had to give something up and has room to spare again, since the last time.
  package var relieved: Set<BoundedPart> = []
}

extension Ledger {
  /// Opens the ledger of a directory, or one in memory, with the fault, where the disk does not let it be written.
  ///
  /// That one goes on in the file as soon as it can be written, unless it ``staysInMemory``.
  /// Another daemon's directory and a newer database are errors: going on without them would tell everything twice.
  package static func opened(
    directory: String,
    bounds: OutboxBounds = OutboxBounds()
  ) throws(LedgerError) -> (ledger: Ledger, fault: LedgerError?) {
    do {
      return (try Ledger(directory: directory, bounds: bounds), nil)
    } catch {
      switch error.kind {
      case .full, .readOnly, .failing: return (try Ledger(inMemoryFrom: directory, bounds: bounds), error)
      case .inUse, .corrupt, .busy, .newer, .absent, .notPermitted, .other: throw error
      }
    }
  }

  /// What the file holds could not be read: that is left alone until a restart.
  package var staysInMemory: Bool { storage == .memory }

  /// Stores a change; where the disk refuses it, keeps it in memory and stores it, in order, with a later one.
  ///
  /// While something is unsaved, the disk is tried once a second at most; an empty change is an attempt, too. A database
  /// that turns out to be damaged is set aside at once, and a new one begun with what can be read of it.
  package func store(_ change: LedgerChange, at now: Instant) -> StoreResult {
    var change = change
    change.items = number(change.items)
    guard !unsaved.isEmpty || !change.isEmpty || storage == .unopenedFile else {
      return StoreResult(items: [], committed: Committed())
    }
    var committed = Committed()
    var setAside: SetAside?
    do {
      if unsaved.isEmpty {
        (committed, setAside) = try commitOrBeginAnew(change, at: now)
        unsaved = Unsaved()
      } else {
        committed.sacrificed = unsaved.add(change, bounds: bounds)
        if unsaved.isDue(at: now) {
          let (stored, aside) = try commitOrBeginAnew(unsaved.change, at: now)
          committed.sacrificed += stored.sacrificed
          committed.displaced = stored.displaced
          setAside = aside
          unsaved = Unsaved()
        }
      }
    } catch {
      if unsaved.isEmpty { committed.sacrificed = unsaved.add(change, bounds: bounds) }
      unsaved.refused(error, at: now)
    }
    let gone = Set(committed.sacrificed.map(\.id))
    committed.items = change.items.filter { !gone.contains($0.id) }
    fullness.note(committed)
    return StoreResult(
      items: change.items,
      committed: committed,
      fault: unsaved.fault,
      setAside: setAside,
      relieved: unsaved.isEmpty ? fullness.takeRelieved(reader, bounds: bounds) : []
    )
  }

  private func commitOrBeginAnew(
    _ change: LedgerChange,
    at now: Instant
  ) throws(LedgerError) -> (committed: Committed, setAside: SetAside?) {
    let setAside = try reopen()
    do {
      return (try commit(change, at: now), setAside)
    } catch  where error.kind == .corrupt {
      let setAside = try beginAnew(because: error)
      return (try commit(change, at: now), setAside)
    }
  }

  /// Reads the engine's records as they would be if nothing were unsaved; blocks the ledger for as long as that takes.
  package func engineRecords<Result: Sendable>(
    _ read: @Sendable (EngineRecords) -> Result
  ) throws(LedgerError) -> Result {
    let newer = unsaved.change.engineRecords
    return try reader.read { db in
      let records = try EngineRecords(db, newer: newer)
      let result = read(records)
      try records.check()
      return result
    }
  }
}
