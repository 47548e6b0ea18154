internal import Model

/// When the folders are looked at: at once after a hint, though never for more than a small part of the time; else seldom, and ever more so.
struct LookSchedule {
  private let settings: FollowingSettings
  private var isHinted = false
  /// Whether the look that is being taken was hinted at.
  private var wasHinted = false
  private var sweepInterval: Duration
  private var sweepDue: ContinuousClock.Instant
  /// Looking at many files takes long: then hints are gathered for a while.
  private var earliest: ContinuousClock.Instant
  /// When something that waits, such as the end of a grace time, wants a look.
  private var wanted: ContinuousClock.Instant?

  /// A look takes at most this part of the time.
  private static let part = 10

  init(settings: FollowingSettings, now: ContinuousClock.Instant) {
    self.settings = settings
    sweepInterval = settings.sweepInterval
    sweepDue = now + settings.sweepInterval
    earliest = now
  }

  /// Something came, went or changed its name.
  mutating func hint() {
    isHinted = true
  }

  /// Something failed that may work soon.
  mutating func retry(at now: ContinuousClock.Instant) {
    want(now + settings.pollInterval)
  }

  mutating func want(_ time: ContinuousClock.Instant) {
    wanted = min(wanted ?? time, time)
  }

  /// Files have to be looked at again and again, since nothing tells of them.
  mutating func poll(at now: ContinuousClock.Instant) {
    want(max(now + settings.pollInterval, earliest))
  }

  var next: ContinuousClock.Instant {
    let soonest = min(wanted ?? sweepDue, sweepDue)
    return isHinted ? min(earliest, soonest) : soonest
  }

  func isDue(at now: ContinuousClock.Instant) -> Bool {
    now >= next
  }

  /// A look begins: what wanted one has it; what comes up meanwhile wants another.
  mutating func looks() {
    wanted = nil
    (wasHinted, isHinted) = (isHinted, false)
  }

  /// A look was taken, which cost some time: one that found what no hint had told brings the next one near.
  mutating func looked(at now: ContinuousClock.Instant, cost: Duration, missedSomething: Bool) {
    sweepInterval =
      wasHinted || missedSomething ? settings.sweepInterval : min(sweepInterval * 2, settings.longestSweepInterval)
    sweepDue = now + sweepInterval
    earliest = now + cost * LookSchedule.part
  }
}
