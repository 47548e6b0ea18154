import Model

/// What a hook's queue must know after a restart, as the ledger stores it.
struct HookRecord: Equatable, Sendable {
  var limiter = RateLimiter()
  /// Half the rate until then.
  var slowed = Instant.distantPast
  /// The last time that the hook failed: what was queued before it and still waits is a backlog.
  var lastFailure = Instant.distantPast
  var condition = HookCondition.well
  var storm: StormTotal?
  /// What waits here and may have arrived already, here or on a hook that this one stands in for: the ledger knows only of
  /// the post that a hook was asked last.
  var doubtful: [ClosedRange<Int64>] = []

  /// The rate is halved for so long after the hook asked for fewer posts.
  static let slowFor = Duration.minutes(10)

  private static let version: Int64 = 1
  private static let count = 11

  init() {}

  /// Reads a stored record; nil where it is not one of this version.
  init?(bytes: [UInt8]) {
    guard bytes.count >= HookRecord.count * 8, (bytes.count - HookRecord.count * 8).isMultiple(of: 16) else {
      return nil
    }
    let numbers = bytes.withUnsafeBytes { bytes in
      (0..<bytes.count / 8).map { Int64(littleEndian: bytes.loadUnaligned(fromByteOffset: $0 * 8, as: Int64.self)) }
    }
    // Counts that nobody can have reached are damage, and would overflow.
    let possible: ClosedRange<Int64> = 0...1 << 40
    guard numbers[0] == HookRecord.version, possible.contains(numbers[7]), possible.contains(numbers[10]) else {
      return nil
    }
    limiter = RateLimiter(paid: Instant(nanoseconds: numbers[1]))
    slowed = Instant(nanoseconds: numbers[2])
    lastFailure = Instant(nanoseconds: numbers[3])
    let since = Instant(nanoseconds: numbers[5])
    let until = Instant(nanoseconds: numbers[6])
    let count = Int(numbers[7])
    let flag = numbers[8] != 0
    switch numbers[4] {
    case 0: condition = .well
    case 1: condition = .failing(HookCondition.Outage(since: since, attempts: count, until: until, isTold: flag))
    case 2: condition = .doubted(answers: count, since: since, until: until)
    case 3: condition = .away(since: since, probe: until, isGone: flag)
    default: return nil
    }
    for index in stride(from: HookRecord.count, to: numbers.count, by: 2) {
      guard numbers[index] <= numbers[index + 1] else { return nil }
      doubtful.append(numbers[index]...numbers[index + 1])
    }
    if numbers[9] != Int64.min { storm = StormTotal(since: Instant(nanoseconds: numbers[9]), alerts: Int(numbers[10])) }
  }

  /// Corrects what a clock that was set back, or damage, left in the future.
  mutating func settle(_ limit: RateLimit, now: Instant) {
    limiter.settle(limit, now: now)
    condition.settle(now: now)
    slowed = min(slowed, now + HookRecord.slowFor)
    lastFailure = min(lastFailure, now)
  }

  /// The record as eleven little-endian numbers, and two for each run of what is doubtful.
  var bytes: [UInt8] {
    numbers.map(\.littleEndian).withUnsafeBytes { Array($0) }
  }

  private var numbers: [Int64] {
    let trouble: [Int64] =
      switch condition {
      case .well: [0, 0, 0, 0, 0]
      case .failing(let outage):
        [1, outage.since.nanoseconds, outage.until.nanoseconds, Int64(outage.attempts), outage.isTold ? 1 : 0]
      case .doubted(let answers, let since, let until): [2, since.nanoseconds, until.nanoseconds, Int64(answers), 0]
      case .away(let since, let probe, let isGone): [3, since.nanoseconds, probe.nanoseconds, 0, isGone ? 1 : 0]
      }
    return [HookRecord.version, limiter.paid.nanoseconds, slowed.nanoseconds, lastFailure.nanoseconds] + trouble
      + [storm?.since.nanoseconds ?? .min, Int64(storm?.alerts ?? 0)]
      + doubtful.flatMap { [$0.lowerBound, $0.upperBound] }
  }
}
