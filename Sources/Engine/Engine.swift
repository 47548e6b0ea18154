package import Model

/// The pure core: rules and events in, what to tell out.
///
/// It reads no clock, does no input or output and has no threads. The same events at the same times give the same effects and the same
/// records, byte for byte.
package struct Engine: Sendable {
  let rules: RuleSet
  var lineAlerts: [LineAlerts] = []
  var metricAlerts: [MetricAlerts] = []
  var lineMetrics: [LineMetrics] = []
  var polled: PolledSeries
  var groupBook: Groups
  var silenceBook = SilenceBook()
  var inhibitor: Inhibitor
  let intervals: TimeIntervals
  var episodes = EpisodeLog()
  var tallies: Tallies
  var clock: SummaryClock
  /// Records that belong to nothing any more.
  var orphans: Set<String> = []
  /// Where a name's alerts or series are.
  let places: Places
  private var catchingUp: CatchingUp?
  /// By source; none where lines are as fresh as they usually are.
  private var lags: [SourceName: Lag] = [:]
  /// When the last event was handled.
  private(set) var time: Instant
  /// Alerts whose changes are not told, since there are too many.
  var flapping: Set<AlertID> = []

  /// Alerts of one rule, or series of one metric, that are remembered at once.
  package static let keyLimit = 10_000

  /// Starts from the records that earlier calls of ``takeChanges()`` gave; records of rules that are gone are deleted.
  package init(
    rules: RuleSet,
    records: [String: [UInt8]] = [:],
    now: Instant,
    keyLimit: Int = Engine.keyLimit
  ) {
    self.rules = rules
    time = now
    let lifetimes = Engine.lifetimes(rules.metrics)
    for definition in rules.alerts {
      switch definition.condition {
      case .lines(let condition):
        let rule = LineRule(definition, condition, externalLabels: rules.externalLabels)
        lineAlerts.append(LineAlerts(rule, limit: keyLimit))
      case .metric(let condition):
        let interval = rules.evaluationInterval
        let rule = MetricRule(definition, condition, lifetimes: lifetimes, evaluationInterval: interval)
        metricAlerts.append(MetricAlerts(rule, limit: keyLimit))
      }
    }
    for definition in rules.metrics {
      guard case .lines(let metric) = definition.origin else { continue }
      lineMetrics.append(LineMetrics(definition, metric, externalLabels: rules.externalLabels, limit: keyLimit))
    }
    places = Places(lineAlerts, metricAlerts, lineMetrics)
    polled = PolledSeries(rules, lifetimes: lifetimes)
    groupBook = Groups(rules.route)
    inhibitor = Inhibitor(rules.inhibitions)
    intervals = TimeIntervals(rules.timeIntervals)
    tallies = Tallies(rules.summaries)
    clock = SummaryClock(rules.summaries)
    restore(records, now: now)
    // With nothing to go on from, nothing can have fallen due while fleepd was down.
    if !records.isEmpty { catchingUp = CatchingUp(since: now) }
  }

  /// Takes one event and does all that is due by `now`.
  package mutating func handle(_ event: EngineEvent, now: Instant) -> [Effect] {
    time = now
    var changes: [AlertChange] = []
    var effects = take(event, now, &changes)
    if catchingUp?.isOver(at: now) ?? false { catchingUp = nil }
    if catchingUp == nil { advance(to: now, &changes) }
    for change in changes { apply(change, now) }
    effects += silenceNotices(changes, now)
    effects += notifications(now, onlyImmediate: catchingUp != nil)
    if catchingUp == nil { effects += summaries(now) }
    return effects + faults()
  }

  /// When a tick is due; nil while nothing waits for a time.
  ///
  /// It may be too early, and is never too late.
  package var nextWake: Instant? {
    if let catchingUp { return catchingUp.end }
    let lines = lineAlerts.compactMap { lags[$0.rule.source]?.end ?? $0.nextDeadline }
    let metrics = metricAlerts.compactMap(\.nextDeadline)
    let others = [groupBook.groups.nextDeadline, clock.nextDeadline, silenceBook.nextDeadline]
    // What is only forgotten with time has no wake of its own: it goes along with whatever comes next.
    return (lines + metrics + others.compactMap { $0 }).min()
  }

  private mutating func apply(_ change: AlertChange, _ now: Instant) {
    episodes.apply(change)
    inhibitor.apply(change)
    switch change {
    case .flapping(let id, _): flapping.insert(id)
    case .steady(let id, _): flapping.remove(id)
    case .fired(let id, _), .changed(let id, _), .resolved(let id, _), .ended(let id, _):
      // The end of its flapping is told, and how it ended.
      if flapping.contains(id) { return }
    }
    groupBook.apply(change, now: now)
  }

  private mutating func take(_ event: EngineEvent, _ now: Instant, _ changes: inout [AlertChange]) -> [Effect] {
    switch event {
    case .lines(let lines):
      for line in lines {
        take(line, now, &changes)
        lags[line.source, default: Lag()].note(line.time, now: now)
      }
      if let oldest = lines.map(\.time).min() { catchingUp?.noteLine(from: oldest, now: now) }
    case .command(let run): take(run, now, &changes)
    case .own(let samples): take(own: samples, now, &changes)
    case .tick: break
    case .caughtUp: catchingUp = nil
    case .silence(let silence): silenceBook.set(silence)
    case .unsilence(let id): return unsilence(id, now)
    case .acknowledge(let key, let author):
      for index in lineAlerts.indices { lineAlerts[index].acknowledge(key, by: author) }
      for index in metricAlerts.indices { metricAlerts[index].acknowledge(key, by: author) }
    }
    return []
  }

  /// Lets the time pass for alerts and for what is remembered of them.
  private mutating func advance(to now: Instant, _ changes: inout [AlertChange]) {
    for index in lineAlerts.indices {
      let known = lags[lineAlerts[index].rule.source]?.known(at: now) ?? now
      lineAlerts[index].advance(to: known, &changes)
    }
    for index in metricAlerts.indices { metricAlerts[index].advance(to: now, &changes) }
    episodes.advance(to: now)
    tallies.advance(to: now)
  }

  /// What rules have to tell of themselves.
  private mutating func faults() -> [Effect] {
    var faults: [RuleFault] = []
    for index in lineAlerts.indices {
      if let kind = lineAlerts[index].takeOverflow() {
        faults.append(RuleFault(rule: lineAlerts[index].rule.name.text, kind: kind))
      }
    }
    for index in metricAlerts.indices {
      if let kind = metricAlerts[index].takeOverflow() {
        faults.append(RuleFault(rule: metricAlerts[index].rule.name.text, kind: kind))
      }
    }
    for index in lineMetrics.indices {
      if let kind = lineMetrics[index].takeOverflow() {
        faults.append(RuleFault(rule: lineMetrics[index].name.text, kind: kind))
      }
    }
    return faults.map(Effect.fault)
  }
}
