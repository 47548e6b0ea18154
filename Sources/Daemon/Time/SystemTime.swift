package import Model
import Synchronization
import Threads

/// The system's clock.
package struct SystemTime: TimeSource {
  package init() {}

  package func now() -> Instant { Instant(nanoseconds: Timer.Clock.timeOfDay.now) }

  package func makeAlarm() -> any Alarm { SystemAlarm() }
}

/// An alarm on a timer of the system's wall clock, so that a clock that is set moves the alarm with it.
private final class SystemAlarm: Alarm {
  let rings: AsyncStream<Void>
  private let timer = Timer(.timeOfDay)
  private let isEnded = Mutex(false)

  init() {
    let (rings, continuation) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
    self.rings = rings
    Thread.detach(name: "fleepd-alarm") {
      while true {
        self.timer.wait()
        if self.isEnded.withLock(\.self) { break }
        continuation.yield()
      }
      continuation.finish()
    }
  }

  func set(_ instant: Instant?) {
    isEnded.withLock { isEnded in
      if !isEnded { timer.set(instant?.nanoseconds) }
    }
  }

  func end() {
    isEnded.withLock { isEnded in
      isEnded = true
      timer.set(0)
    }
  }
}
