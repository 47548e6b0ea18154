package import Model
import Threads

/// The system's time of day as a clock of ``Instant``s; sleeping is not disturbed when the time of day is set.
package struct WallClock: Clock {
  package init() {}

  package var now: Instant { Instant(nanoseconds: Timer.Clock.timeOfDay.now) }

  package var minimumResolution: Duration { .nanoseconds(1) }

  package func sleep(until deadline: Instant, tolerance: Duration?) async throws {
    try await Sleep.pause(for: deadline - now)
  }
}
