import Glibc
package import Model
import Threads

/// The system's time of day as a clock of ``Instant``s; sleeping is not disturbed when the time of day is set.
package struct WallClock: Clock {
  package init() {}

  package var now: Instant {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Instant(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
  }

  package var minimumResolution: Duration { .nanoseconds(1) }

  package func sleep(until deadline: Instant, tolerance: Duration?) async throws {
    try await Sleep.pause(for: deadline - now)
  }
}
