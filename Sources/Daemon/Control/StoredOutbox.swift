import Ledger

extension OutboxReport {
  /// What the outbox of a state directory holds, whether its daemon runs or not.
  package init(storedIn directory: String) throws {
    let reader = try LedgerReader(directory: directory)
    self.init(waiting: try reader.outbox(), dead: try reader.deadLetters().map(Letter.init))
  }
}

extension OutboxReport.Letter {
  init(_ letter: DeadLetter) {
    self.init(item: letter.item, buried: letter.buried, fault: letter.fault)
  }
}
