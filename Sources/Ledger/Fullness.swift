import GRDB
package import Model

/// A part of the ledger that has bounds of its own.
package enum BoundedPart: Hashable, Sendable {
  case outbox(HookName)
  case deadLetters
}

/// Which parts had to give something up, until they have room to spare again.
struct Fullness {
  private var parts: Set<BoundedPart> = []

  mutating func note(_ committed: Committed) {
    parts.formUnion(committed.sacrificed.map { .outbox($0.hook) })
    if !committed.displaced.isEmpty { parts.insert(.deadLetters) }
  }

  /// The parts that are full no longer: a tenth of each is free, so that one at its bounds does not come and go.
  mutating func takeRelieved(_ reader: LedgerReader, bounds: OutboxBounds) -> Set<BoundedPart> {
    guard !parts.isEmpty else { return [] }
    // A database that cannot be read now is asked again with the next change.
    let relieved = try? reader.read { db in
      try parts.filter { part in
        let size =
          switch part {
          case .outbox(let hook): try OutboxTable(db: db).size(of: hook)
          case .deadLetters: try DeadLetters(db: db).size()
          }
        return bounds.haveRoom(count: size.count, bytes: size.bytes)
      }
    }
    parts.subtract(relieved ?? [])
    return relieved ?? []
  }
}
