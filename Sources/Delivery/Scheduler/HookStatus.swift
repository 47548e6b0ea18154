package import Model

/// What one hook's delivery looks like from outside.
package struct HookStatus: Sendable, Equatable {
  package enum Condition: Sendable, Equatable {
    case idle
    /// Messages wait for the hook's rate.
    case waiting(until: Instant)
    case inFlight
    /// The hook fails; the next attempt is due then.
    case backingOff(until: Instant, since: Instant)
    /// The hook is gone or has failed for long, and is probed from time to time.
    case away(since: Instant, probe: Instant, standIn: HookName?)
    /// The configuration no longer has it.
    case unconfigured
  }

  package var hook: HookName
  package var condition: Condition
  /// Since when the hook has been in trouble, whatever it does about it now; nil: it is not.
  package var troubleSince: Instant?
  /// Whether the trouble is that the hook is gone.
  package var isGone: Bool
  /// Items that wait or are in flight, those that will be told in numbers included.
  package var queued: Int
  /// When the oldest of them was queued.
  package var oldest: Instant?
  package var lastFault: PostFault?
  package var storm: StormTotal?
  /// Since when it has failed with no other hook to stand in: what is told on it reaches nobody.
  package var unheardSince: Instant?
  package var counts: HookCounts
}

/// What has happened on one hook since the start.
package struct HookCounts: Sendable, Equatable {
  package var queued = 0
  package var attempts = 0
  package var posts = 0
  package var items = 0
  package var merged = 0
  package var folded = 0
  package var faults = 0
  package var repeats = 0
  package var buried = 0
}
