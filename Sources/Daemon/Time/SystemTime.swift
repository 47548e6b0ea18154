import Dispatch
import Glibc
package import Model

/// The system's clock.
package struct SystemTime: TimeSource {
  package init() {}

  package func now() -> Instant {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Instant(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
  }

  package func makeAlarm() -> any Alarm { SystemAlarm() }
}

/// An alarm on a timer of the system's wall clock, so that a clock that is set moves the alarm with it.
///
/// `@unchecked Sendable`: the timer is created once and never replaced, and Dispatch's sources may be called from any thread.
private final class SystemAlarm: Alarm, @unchecked Sendable {
  let rings: AsyncStream<Void>
  private let continuation: AsyncStream<Void>.Continuation
  private let timer: any DispatchSourceTimer

  init() {
    (rings, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    timer = DispatchSource.makeTimerSource(queue: .global(qos: .utility))
    timer.setEventHandler { [continuation] in continuation.yield() }
    timer.schedule(wallDeadline: .distantFuture)
    timer.activate()
  }

  func set(_ instant: Instant?) {
    guard let instant else {
      timer.schedule(wallDeadline: .distantFuture)
      return
    }
    let whole = instant.nanoseconds / 1_000_000_000
    let time = timespec(tv_sec: Int(whole), tv_nsec: Int(instant.nanoseconds - whole * 1_000_000_000))
    timer.schedule(wallDeadline: DispatchWallTime(timespec: time), leeway: .milliseconds(1))
  }

  func end() {
    timer.cancel()
    continuation.finish()
  }

  deinit {
    timer.cancel()
  }
}
