import Model

// What an answer to a post means for the post and for the hook.
extension HookQueue {
  /// Takes the answer to the post in flight; `standIn` would take over, were the hook gone, and may be in trouble itself.
  mutating func answered(
    _ outcome: PostOutcome,
    standIn: (hook: HookName, isWell: Bool)?,
    random: inout RandomSource,
    now: Instant
  ) -> [DeliveryAction] {
    guard let flight = inFlight else { return [] }
    inFlight = nil
    switch outcome {
    case .delivered:
      confirm(flight.post)
      return [.confirmed(flight.post)] + answers(now: now)
    case .failed(let fault, let retryAfter):
      let pause = pause(after: fault, retryAfter: retryAfter, random: &random, now: now)
      return release(flight) + fails(fault, pause: pause, standIn: standIn, now: now)
    case .unknown(let fault):
      var flight = flight
      flight.post.mayBeRepeat = true
      flight.isFixed = true
      let pause = pause(after: fault, retryAfter: nil, random: &random, now: now)
      return release(flight) + fails(fault, pause: pause, standIn: standIn, now: now)
    case .gone(let fault):
      return release(flight) + saysGone(fault, standIn: standIn?.hook, now: now)
    case .refused(let fault):
      return answers(now: now) + change(flight.post, fault: fault, isTooLarge: false, standIn: standIn?.hook)
    case .tooLarge(let fault):
      return answers(now: now) + change(flight.post, fault: fault, isTooLarge: true, standIn: standIn?.hook)
    }
  }

  /// The hook works: whatever trouble it had is over.
  private mutating func answers(now: Instant) -> [DeliveryAction] {
    guard let since = record.condition.since else { return [] }
    record.condition = .well
    return [.report(.recovered(name, after: now - since))]
  }

  private mutating func confirm(_ post: Post) {
    counts.posts += 1
    counts.items += post.items.count + (post.tally?.itemCount ?? 0)
    switch post.form {
    case .whole: break
    case .merged: counts.merged += 1
    case .folded: counts.folded += 1
    }
    watch.storm?.told += post.alertCount
  }

  private mutating func release(_ flight: Flight) -> [DeliveryAction] {
    if flight.isFixed {
      fixed.insert(flight.post, at: 0)
    } else {
      backlog.putBack(flight.entries, tally: flight.post.tally)
    }
    return [.released(flight.post)]
  }

  /// A refused post goes again in another shape, or not at all.
  private mutating func change(
    _ post: Post,
    fault: PostFault,
    isTooLarge: Bool,
    standIn: HookName?
  ) -> [DeliveryAction] {
    note(fault)
    let maxLength = definition?.maxLength ?? HookQueue.unconfiguredLength
    switch Refusal(of: post, isTooLarge: isTooLarge, maxLength: maxLength) {
    case .split(let pieces):
      fixed.insert(contentsOf: pieces, at: 0)
      return [.released(post)]
    case .withoutFiles(let text):
      fixed.insert(text, at: 0)
      return [.released(post), .report(.filesRefused(name, fault))]
    case .shorter(let shorter, let length):
      fixed.insert(shorter, at: 0)
      return [.released(post), .report(.shortened(name, maxLength: length))]
    case .final:
      counts.buried += post.items.count + (post.tally?.itemCount ?? 0)
      let keys = post.criticalKeys
      guard !keys.isEmpty || post.tally?.hasCritical == true else { return [.buried(post, fault)] }
      return [.buried(post, fault), .report(.lost(name, fault, keys: keys, standIn: standIn))]
    }
  }

  private static let unconfiguredLength = 10_000

  private func pause(
    after fault: PostFault,
    retryAfter: Duration?,
    random: inout RandomSource,
    now: Instant
  ) -> Duration {
    var attempts = 1
    var failingFor = Duration.zero
    if case .failing(let outage) = record.condition {
      attempts = outage.attempts + 1
      failingFor = now - outage.since
    }
    return Backoff.pause(
      attempts: attempts,
      failingFor: failingFor,
      fault: fault,
      retryAfter: retryAfter,
      random: &random
    )
  }

  private mutating func fails(
    _ fault: PostFault,
    pause: Duration,
    standIn: (hook: HookName, isWell: Bool)?,
    now: Instant
  ) -> [DeliveryAction] {
    note(fault)
    record.lastFailure = now
    let slows = slow(after: fault, now: now)
    switch record.condition {
    case .well, .doubted:
      let isFirst = record.condition == .well
      let since = record.condition.since ?? now
      record.condition = .failing(HookCondition.Outage(since: since, attempts: 1, until: now + pause))
      return slows + (isFirst ? [.report(.faulted(name, fault))] : [])
    case .failing(var outage):
      outage.attempts += 1
      outage.until = now + pause
      let lasted = now - outage.since
      let takesOver = lasted >= HookCondition.failingStandIn ? standIn.flatMap { $0.isWell ? $0.hook : nil } : nil
      let isNews = takesOver != nil || (!outage.isTold && lasted >= HookCondition.failingTold)
      if isNews { outage.isTold = true }
      record.condition =
        takesOver == nil
        ? .failing(outage) : .away(since: outage.since, probe: now + HookCondition.failingProbe, isGone: false)
      let report = DeliveryReport.failing(name, since: outage.since, fault, standIn: takesOver)
      return slows + (isNews ? [.report(report)] : [])
    case .away(let since, _, let isGone):
      let probe = isGone ? HookCondition.goneProbe : HookCondition.failingProbe
      record.condition = .away(since: since, probe: now + probe, isGone: isGone)
      return slows
    }
  }

  private mutating func slow(after fault: PostFault, now: Instant) -> [DeliveryAction] {
    guard fault.status == 429 else { return [] }
    let isNews = record.slowed <= now
    record.slowed = now + HookRecord.slowFor
    return isNews ? [.report(.slowed(name, until: record.slowed))] : []
  }

  private mutating func saysGone(_ fault: PostFault, standIn: HookName?, now: Instant) -> [DeliveryAction] {
    note(fault)
    record.lastFailure = now
    let since = record.condition.since ?? now
    switch record.condition {
    case .well, .failing:
      let isFirst = record.condition == .well
      record.condition = .doubted(answers: 1, since: since, until: now + HookCondition.goneAgain)
      return isFirst ? [.report(.faulted(name, fault))] : []
    case .doubted(let answers, _, _) where answers + 1 < HookCondition.goneAnswers:
      record.condition = .doubted(answers: answers + 1, since: since, until: now + HookCondition.goneAgain)
      return []
    case .away(_, _, isGone: true):
      record.condition = .away(since: since, probe: now + HookCondition.goneProbe, isGone: true)
      return []
    case .doubted, .away:
      record.condition = .away(since: since, probe: now + HookCondition.goneProbe, isGone: true)
      return [.report(.gone(name, fault, standIn: standIn))]
    }
  }

  private mutating func note(_ fault: PostFault) {
    lastFault = fault
    counts.faults += 1
  }
}
