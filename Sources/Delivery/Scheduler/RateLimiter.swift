import Model

/// The generic cell rate algorithm: one instant says when the next post may go, as a token bucket would, and needs no timer.
struct RateLimiter: Equatable, Sendable {
  /// When everything posted so far is paid for, at one post per `every`.
  private(set) var paid: Instant

  init(paid: Instant = .distantPast) {
    self.paid = paid
  }

  /// The first instant at which a post may go.
  func next(_ limit: RateLimit) -> Instant {
    paid - limit.every * (max(1, limit.burst) - 1)
  }

  /// How many posts may go at once.
  func available(_ limit: RateLimit, now: Instant) -> Int {
    let burst = max(1, limit.burst)
    guard limit.every > .zero else { return burst }
    let room = (now + limit.every * burst) - max(paid, now)
    return max(0, Int(room.nanoseconds / limit.every.nanoseconds))
  }

  /// Pays for a post, double at half the rate.
  mutating func take(_ limit: RateLimit, halved: Bool, now: Instant) {
    paid = max(paid, now) + limit.every * (halved ? 2 : 1)
  }

  /// A clock that was set back must not make the hook wait for the time that it was ahead.
  mutating func settle(_ limit: RateLimit, now: Instant) {
    paid = min(paid, now + limit.every * (max(1, limit.burst) + 1))
  }
}
