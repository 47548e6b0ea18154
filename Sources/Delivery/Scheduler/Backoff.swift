import Model

/// How long a failing hook is left alone: doubling pauses with full jitter, or what the hook itself asks for.
enum Backoff {
  static let first = Duration.seconds(2)
  /// Soon after it began, a failure is worth looking at often: a chat that is back should tell so within half a minute.
  static let early = (period: Duration.minutes(10), longest: Duration.seconds(30))
  static let longest = Duration.minutes(5)
  static let asked = Duration.seconds(1)...Duration.hours(1)
  /// Without a Retry-After, a 429 waits for this, doubling.
  static let throttled = Duration.minutes(1)

  /// The pause after the given number of failed attempts in a row.
  static func pause(
    attempts: Int,
    failingFor: Duration,
    fault: PostFault,
    retryAfter: Duration?,
    random: inout RandomSource
  ) -> Duration {
    if let retryAfter { return min(max(retryAfter, asked.lowerBound), asked.upperBound) }
    let doublings = min(attempts - 1, 12)
    if fault.status == 429 { return min(throttled * (1 << doublings), asked.upperBound) }
    let limit = failingFor < early.period ? early.longest : longest
    let ceiling = min(first * (1 << doublings), limit)
    return .nanoseconds(Int64.random(in: 0...ceiling.nanoseconds, using: &random))
  }
}
