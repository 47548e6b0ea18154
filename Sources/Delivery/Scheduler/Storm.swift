import Model

/// Notices when alerts come faster than anybody reads, and when that is over.
struct StormWatch: Sendable {
  /// A storm that is on.
  struct Storm: Equatable, Sendable {
    var since: Instant
    /// Alerts told since then.
    var told: Int
    /// When alerts last came at half the entering rate or faster.
    var busy: Instant
    /// When the last message of the storm went.
    var last = Instant.distantPast
    /// The next one waits for so long.
    var pause = StormWatch.firstPause

    /// When the storm is over, unless more comes.
    var end: Instant { busy + StormWatch.calm }

    /// When the next message of the storm is due; critical alerts never wait for longer than the first pause.
    func due(isCritical: Bool) -> Instant {
      min(last + (isCritical ? StormWatch.firstPause : pause), end)
    }
  }

  /// More new alerts than this within ``window`` are a storm, unless the hook's rate lets each of them through.
  private static let leastLimit = 30
  static let window = Duration.seconds(60)
  /// Below half the limit for so long: over.
  static let calm = Duration.minutes(5)
  static let firstPause = Duration.seconds(30)
  static let longestPause = Duration.minutes(5)

  /// How many new alerts within ``window`` a hook can have before they are a storm: whoever allows more messages wants them.
  static func limit(_ rate: RateLimit) -> Int {
    max(leastLimit, rate.burst + Int(window / max(rate.every, .milliseconds(1))))
  }

  /// New alerts by the second that they came in, those of the last minute only.
  private var arrivals: [(second: Int64, count: Int)] = []
  var storm: Storm?

  /// Counts new alerts; true: with these a storm begins.
  mutating func arrived(_ count: Int, limit: Int, now: Instant) -> Bool {
    let second = now.nanoseconds / 1_000_000_000
    let oldest = second - StormWatch.window.components.seconds
    arrivals.removeAll { $0.second <= oldest || $0.second > second }
    if let last = arrivals.last, last.second == second {
      arrivals[arrivals.count - 1].count += count
    } else {
      arrivals.append((second, count))
    }
    let recent = arrivals.reduce(0) { $0 + $1.count }
    if storm != nil {
      if recent > limit / 2 { storm?.busy = now }
      return false
    }
    guard recent > limit else { return false }
    storm = Storm(since: now, told: 0, busy: now)
    return true
  }

  /// A clock that was set back must not hold back a storm's messages for the time that it was ahead.
  mutating func settle(now: Instant) {
    guard let storm, max(storm.since, storm.busy, storm.last) > now else { return }
    self.storm?.since = min(storm.since, now)
    self.storm?.busy = min(storm.busy, now)
    self.storm?.last = min(storm.last, now)
  }

  /// New alerts within the last minute before the last call.
  var recent: Int { arrivals.reduce(0) { $0 + $1.count } }

  /// A message of the storm is on its way: the next one waits longer.
  mutating func began(now: Instant) {
    guard let storm else { return }
    // The very first is only the beginning: the next one tells how it goes on.
    if storm.last != .distantPast { self.storm?.pause = min(storm.pause * 2, StormWatch.longestPause) }
    self.storm?.last = now
  }
}
