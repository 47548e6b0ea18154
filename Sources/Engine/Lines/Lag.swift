import Model

/// How far a source's lines are behind the present, so that no time passes for its alerts before the lines of that time are known.
///
/// The largest lag of the last half minute or more counts. Short ones do not: they are how lines usually arrive.
struct Lag: Sendable {
  private static let usual = Duration.seconds(10)
  private static let memory = Duration.seconds(30)

  private var current = Duration.zero
  private var previous = Duration.zero
  private var turnsAt = Instant.distantPast

  static func isUnusual(_ lag: Duration) -> Bool { lag > usual }

  mutating func note(_ time: Instant, now: Instant) {
    let lag = now - time
    guard Lag.isUnusual(lag) else { return }
    turn(now)
    current = max(current, lag)
  }

  /// The time up to which all lines are known, as far as one can tell.
  mutating func known(at now: Instant) -> Instant {
    turn(now)
    return now - max(current, previous)
  }

  /// When the lag may be less than it is; nil where there is none.
  var end: Instant? { max(current, previous) > .zero ? turnsAt : nil }

  private mutating func turn(_ now: Instant) {
    guard now >= turnsAt else { return }
    previous = now < turnsAt + Lag.memory ? current : .zero
    current = .zero
    turnsAt = now + Lag.memory
  }
}
