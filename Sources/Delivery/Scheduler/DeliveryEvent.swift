package import Model

/// What the delivery scheduler is told.
package enum DeliveryEvent: Sendable {
  /// Items that the ledger has stored, with their ids, in the order of queueing.
  case queued([OutboxItem])
  /// What came of the post that was begun on a hook.
  case answered(HookName, PostOutcome)
  /// Time has passed; due at ``DeliveryScheduler/nextWake``.
  case tick
  /// A new configuration.
  case hooksChanged([HookDefinition])
  /// Items that somebody took out of the outbox; those in flight or already told in numbers stay.
  case dropped(Set<Int64>)
}

/// What the delivery scheduler wants done, in this order; all of one call belong in one transaction.
package enum DeliveryAction: Sendable, Equatable {
  /// Note in the ledger that it may have arrived from now on, render it, post it, and say what came of it.
  case begin(Post)
  /// Its items are told: they leave the outbox.
  case confirmed(Post)
  /// It will be tried again. With ``Post/mayBeRepeat`` it may have arrived, and must be known as that after a crash.
  case released(Post)
  /// The hook refuses its items and would again: they become dead letters.
  case buried(Post, PostFault)
  /// Store the hook's record, for the next start.
  case hookRecord(HookName, [UInt8])
  /// To be logged, counted and, where it has a notice, told on a hook.
  case report(DeliveryReport)
}
