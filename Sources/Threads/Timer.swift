internal import CLinux
internal import Glibc

/// A timer of the kernel's: one thread sleeps on it until a time that any thread may move.
package final class Timer: Sendable {
  /// What a timer goes by.
  package enum Clock: Sendable {
    /// The time of day; the timer moves along when that is set.
    case timeOfDay
    /// The time since the system started, with the time that it slept.
    case sinceBoot

    var identifier: clockid_t { self == .timeOfDay ? CLOCK_REALTIME : CLOCK_BOOTTIME }

    /// The time now, in nanoseconds since the clock's zero.
    package var now: Int64 {
      var time = timespec()
      clock_gettime(identifier, &time)
      return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
  }

  private let clock: Clock
  private let descriptor: Int32

  package init(_ clock: Clock) {
    self.clock = clock
    descriptor = fleepd_timer(Int32(clock.identifier))
    precondition(descriptor >= 0, "timerfd_create(2) failed; the process has no descriptors left")
  }

  deinit {
    close(descriptor)
  }

  /// The clock's time, in nanoseconds since its zero.
  package var now: Int64 { clock.now }

  /// Sets, moves or (nil) clears the time to ring at, in nanoseconds of the clock; a time that has passed rings at once.
  package func set(_ nanoseconds: Int64?) {
    // Zero would clear it.
    let result = fleepd_set_timer(descriptor, nanoseconds.map { max($0, 1) } ?? 0)
    precondition(result == 0, "timerfd_settime(2) failed: a time that it cannot hold")
  }

  /// Sleeps until it rings.
  package func wait() {
    var count: UInt64 = 0
    while read(descriptor, &count, 8) < 0, errno == EINTR {}
  }
}
