package import Ledger
package import Model

/// The ledger as the pipeline and the courier use it: a change that the disk refuses stays in memory, and the fault is told once.
package struct Bookkeeper: Sendable {
  package let ledger: Ledger
  private let faults: FaultLog
  private let counters: Counters

  package init(ledger: Ledger, faults: FaultLog, counters: Counters) {
    self.ledger = ledger
    self.faults = faults
    self.counters = counters
  }

  /// Why what is to survive is in memory only; nil: the disk has all.
  var trouble: String? { faults.text(.ledgerOpening) ?? faults.text(.ledgerWriting) }

  /// When the disk is to be tried again, because it refused something; nil: it has all.
  package func retry(after now: Instant) -> Instant? {
    faults.isPresent(.ledgerWriting) ? now + .seconds(1) : nil
  }

  /// Stores a change; gives its items with their ids.
  @discardableResult
  package func store(_ change: LedgerChange, at now: Instant) async -> [OutboxItem] {
    let result = await ledger.store(change, at: now)
    if let fault = result.fault {
      faults.begin(.ledgerWriting, "The state cannot be stored, and alerts go out from memory: \(fault)")
    } else {
      faults.end(.ledgerWriting, "The state is stored again.")
    }
    if let damaged = result.setAside {
      faults.begin(
        FaultLog.Key(part: "ledger", thing: damaged.path),
        "The database was damaged: it was set aside, and a new one begun with what could be read of it: \(damaged.reason)"
      )
    }
    for item in result.committed.sacrificed {
      counters.count { $0.sacrificed += 1 }
      faults.begin(
        FaultLog.Key(part: "outbox", thing: item.hook.text),
        "The outbox is full: the least severe messages are told from memory and would not survive a crash; critical ones are kept as dead letters."
      )
    }
    return result.items
  }
}
