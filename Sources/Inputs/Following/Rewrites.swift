internal import Model

/// How often a file was rewritten in place lately.
///
/// A capped log, which its program writes anew for each line, would be read anew each time. After some of that within a minute only what
/// stands behind the bytes that were read last is read.
struct Rewrites {
  /// Whether there were so many that the file is taken for a capped log.
  private(set) var isStorm = false
  private var times: [ContinuousClock.Instant] = []
  private var unfound: (freshness: Freshness, since: ContinuousClock.Instant)?

  private static let tolerated = 10
  private static let period = Duration.minutes(1)
  private static let rest = Duration.milliseconds(200)

  /// Notes one; true where a storm begins with it.
  mutating func note(at now: ContinuousClock.Instant) -> Bool {
    times = (times + [now]).filter { $0 + Rewrites.period > now }.suffix(Rewrites.tolerated + 1)
    guard !isStorm, times.count > Rewrites.tolerated else { return false }
    isStorm = true
    return true
  }

  /// Whether a storm was and is over.
  mutating func endIfOver(at now: ContinuousClock.Instant) -> Bool {
    guard isStorm, let last = times.last, last + Rewrites.period <= now else { return false }
    self = Rewrites()
    return true
  }

  /// What was read last is not there: true where the file has rested, so that this is no half-written state of it.
  mutating func isSettled(_ freshness: Freshness, at now: ContinuousClock.Instant) -> Bool {
    if let unfound, unfound.freshness == freshness { return now - unfound.since >= Rewrites.rest }
    unfound = (freshness, now)
    return false
  }
}
