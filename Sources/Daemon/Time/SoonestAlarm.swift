import Model
import Synchronization

/// An alarm that several want to ring: it rings at the soonest time that anybody wants.
final class SoonestAlarm: Sendable {
  /// An element for each ring; then nobody wants it any more.
  let rings: AsyncStream<Void>
  private let alarm: any Alarm
  private let time: Mutex<Instant?> = Mutex(nil)

  init(_ alarm: any Alarm) {
    self.alarm = alarm
    rings = alarm.rings
  }

  /// Makes it ring at a time, if it does not sooner.
  func want(_ instant: Instant) {
    time.withLock { time in
      let soonest = min(time ?? instant, instant)
      time = soonest
      alarm.set(soonest)
    }
  }

  /// To be called at each ring.
  func rang() { time.withLock { $0 = nil } }

  func end() { alarm.end() }
}
