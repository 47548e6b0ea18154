/// The one reply to a `fleepd send`: whoever knows the outcome first gives it, later ones are ignored.
package final class SendReply: Sendable, Hashable {
  private let outcomes: AsyncStream<SendOutcome>
  private let continuation: AsyncStream<SendOutcome>.Continuation

  init() {
    (outcomes, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(1))
  }

  func give(_ outcome: SendOutcome) {
    continuation.yield(outcome)
    continuation.finish()
  }

  /// Waits for the outcome; to be asked once.
  var outcome: SendOutcome {
    get async { await outcomes.first { _ in true } ?? .queued(reason: nil) }
  }

  package static func == (left: SendReply, right: SendReply) -> Bool { left === right }
  package func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}
