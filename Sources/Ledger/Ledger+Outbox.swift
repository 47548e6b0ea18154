package import Model

// What people ask about deliveries, and do with those that failed.
extension Ledger {
  /// How much waits on each hook; hooks with nothing waiting are left out.
  package func queueSizes() throws(LedgerError) -> [HookName: QueueSize] { try reader.queueSizes() }

  /// What waits, in the order of queueing.
  package func outbox() throws(LedgerError) -> [OutboxItem] { try reader.outbox() }

  /// The newest confirmed posts, newest first.
  package func recentPosts(_ count: Int) throws(LedgerError) -> [LogEntry] { try reader.recentPosts(count) }

  /// What could not be delivered in the last seven days, oldest first.
  package func deadLetters() throws(LedgerError) -> [DeadLetter] { try reader.deadLetters() }

  /// Queues dead letters again, with new ids at the end of their hooks' queues; ids that are none are left out.
  package func retry(_ letters: [Int64], at now: Instant) throws(LedgerError) -> Committed {
    let chosen = Set(letters)
    let items = try deadLetters().filter { chosen.contains($0.id) }.map { letter in
      var item = letter.item
      item.id = 0
      return item
    }
    return try commit(LedgerChange(items: items, posts: [.forgotten(letters: letters)]), at: now)
  }
}
