package import Delivery
package import Model

/// What the courier is told, one after the other.
package enum CourierEvent: Sendable {
  /// Items that the ledger has stored, with their ids.
  case queued([OutboxItem])
  /// A message of `fleepd send`; the reply comes when it is posted or refused, or when patience ends.
  case send(ControlRequest.Message, reply: SendReply)
  /// The patience of the one who sent an item is over.
  case impatient(SendReply)
  case answered(HookName, PostOutcome)
  /// Items that somebody takes out of the outbox, and dead letters that somebody forgets.
  case dropped([Int64])
  case tick
  case hooksChanged([HookDefinition])
  case inspect(@Sendable ([HookStatus]) -> Void)
  /// No new posts after the drain; those in flight are waited for.
  case stop
}
