import Model

/// How a hook has answered lately, and when it may be asked again.
enum HookCondition: Equatable, Sendable {
  case well
  case failing(Outage)
  /// It said that it is gone; asked again before it is believed.
  case doubted(answers: Int, since: Instant, until: Instant)
  /// Gone, or failing for so long that another hook took over.
  case away(since: Instant, probe: Instant, isGone: Bool)

  struct Outage: Equatable, Sendable {
    var since: Instant
    var attempts: Int
    var until: Instant
    /// ``DeliveryReport/failing(_:since:_:standIn:)`` was given.
    var isTold = false
  }

  /// A hook is asked so often, within 30 s, before it counts as gone.
  static let goneAnswers = 3
  static let goneAgain = Duration.seconds(10)
  static let goneProbe = Duration.hours(1)
  static let failingProbe = Duration.minutes(5)
  /// A failure that lasts so long is worth an alert.
  static let failingTold = Duration.minutes(5)
  /// After a failure of this length a fallback takes over.
  static let failingStandIn = Duration.minutes(30)

  /// The first instant at which the hook may be asked.
  var ready: Instant {
    switch self {
    case .well: .distantPast
    case .failing(let outage): outage.until
    case .doubted(_, _, let until): until
    case .away(_, let probe, _): probe
    }
  }

  /// When the present trouble began.
  var since: Instant? {
    switch self {
    case .well: nil
    case .failing(let outage): outage.since
    case .doubted(_, let since, _), .away(let since, _, _): since
    }
  }

  var isAway: Bool {
    if case .away = self { true } else { false }
  }

  var isGone: Bool {
    if case .away(_, _, isGone: true) = self { true } else { false }
  }

  /// Somebody has looked after the hook: one that is away is asked now, not at the next probe.
  mutating func askAgain(now: Instant) {
    guard case .away(let since, let probe, let isGone) = self else { return }
    self = .away(since: since, probe: min(probe, now), isGone: isGone)
  }

  /// A clock that was set back must not keep a hook alone for longer than any pause.
  mutating func settle(now: Instant) {
    let latest = now + Backoff.asked.upperBound
    guard ready > latest || since.map({ $0 > now }) == true else { return }
    switch self {
    case .well: break
    case .failing(var outage):
      outage.until = min(outage.until, latest)
      outage.since = min(outage.since, now)
      self = .failing(outage)
    case .doubted(let answers, let since, let until):
      self = .doubted(answers: answers, since: min(since, now), until: min(until, latest))
    case .away(let since, let probe, let isGone):
      self = .away(since: min(since, now), probe: min(probe, latest), isGone: isGone)
    }
  }
}
