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

  /// Writes to the disk, whether or not there is anything to store: an idle daemon would not notice that it cannot.
  func prove(at now: Instant) async { await store(LedgerChange(isProof: true), at: now) }

  /// Notes that the state could not be opened for writing at the start.
  func noteOpening(_ fault: LedgerError) async {
    if await ledger.staysInMemory {
      faults.begin(
        .ledgerOpening,
        "The state cannot be read, and alerts go out from memory until a restart: \(fault)"
      )
    } else {
      noteRefusal(fault)
    }
  }

  private func noteRefusal(_ fault: LedgerError) {
    faults.begin(.ledgerWriting, "The state cannot be stored, and alerts go out from memory: \(fault)")
  }

  /// Stores a change; gives its items with their ids.
  @discardableResult
  package func store(_ change: LedgerChange, at now: Instant) async -> [OutboxItem] {
    let result = await ledger.store(change, at: now)
    if let fault = result.fault {
      noteRefusal(fault)
    } else {
      faults.end(.ledgerWriting, "The state is stored again.")
    }
    if let damaged = result.setAside {
      faults.begin(
        FaultLog.Key(part: "ledger", thing: damaged.path),
        "The database was damaged: it was set aside, and a new one begun with what could be read of it: \(damaged.reason)"
      )
    }
    tellFullness(result)
    return result.items
  }

  private func tellFullness(_ result: StoreResult) {
    let (sacrificed, displaced) = (result.committed.sacrificed, result.committed.displaced)
    counters.count { $0.sacrificed += sacrificed.count + displaced.count }
    for hook in Set(sacrificed.map(\.hook)).sorted() {
      faults.begin(
        FaultLog.Key(.outbox(hook)),
        "The outbox is full: the least severe messages are told from memory and would not survive a crash; critical ones are kept as dead letters."
      )
    }
    if !displaced.isEmpty {
      faults.begin(
        FaultLog.Key(.deadLetters),
        "There are as many dead letters as are kept: new ones displace the least severe and oldest."
      )
    }
    for part in result.relieved { faults.end(FaultLog.Key(part), "There is room again.") }
  }
}

extension FaultLog.Key {
  fileprivate init(_ part: BoundedPart) {
    switch part {
    case .outbox(let hook): self.init(part: "outbox", thing: hook.text)
    case .deadLetters: self.init(part: "outbox", thing: "dead letters")
    }
  }
}
