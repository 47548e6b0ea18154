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
  private(set) var catchingUp: CatchingUp?
  /// By source; none where lines are as fresh as they usually are.
  var lags: [SourceName: Lag] = [:]
  /// Before this no alert of any rule is due: with thousands of lines a second and hundreds of rules, most calls need not ask them.
  var alertsDue = Instant.distantPast
  /// When the last event was handled.
  private(set) var time: Instant
  /// What happened to alerts in the last call of ``handle(_:now:)``, told or not.
  package private(set) var transitions: [AlertTransition] = []
  /// Alerts whose changes are not told, since there are too many.
  var flapping: Set<AlertID> = []
  /// Counted at each event: a key goes in many ways.
  var room: KeyRoom

  /// Alerts of one rule, or series of one metric, that are remembered at once.
  package static let keyLimit = 10_000

  /// Starts from the records that earlier calls of ``takeChanges()`` gave; records of rules that are gone are deleted.
  package init(
    rules: RuleSet,
    records: some Sequence<(key: String, value: [UInt8])> = [:],
    now: Instant,
    keyLimit: Int = Engine.keyLimit
  ) {
    self.rules = rules
    time = now
    room = KeyRoom(total: rules.maxKeys, perRule: keyLimit, rules: Engine.keyedRules(rules))
    let lifetimes = Engine.lifetimes(rules.metrics)
    for definition in rules.alerts {
      switch definition.condition {
      case .lines(let condition):
        let rule = LineRule(definition, condition, externalLabels: rules.externalLabels)
        lineAlerts.append(LineAlerts(rule))
      case .metric(let condition):
        let interval = rules.evaluationInterval
        let rule = MetricRule(definition, condition, lifetimes: lifetimes, evaluationInterval: interval)
        metricAlerts.append(MetricAlerts(rule))
      }
    }
    for definition in rules.metrics {
      guard case .lines(let metric) = definition.origin else { continue }
      lineMetrics.append(LineMetrics(definition, metric, externalLabels: rules.externalLabels))
    }
    places = Places(lineAlerts, metricAlerts, lineMetrics)
    // What fleepd said of itself last holds until it says something else: while nothing changes it says nothing.
    polled = PolledSeries(rules, lifetimes: lifetimes.filter { $0.key != Engine.own })
    groupBook = Groups(rules.route)
    inhibitor = Inhibitor(rules.inhibitions)
    intervals = TimeIntervals(rules.timeIntervals)
    tallies = Tallies(rules.summaries)
    clock = SummaryClock(rules.summaries)
    // With nothing to go on from, nothing can have fallen due while fleepd was down.
    if restore(records, now: now) > 0 { catchingUp = CatchingUp(since: now) }
  }

  /// Takes one event and does all that is due by `now`.
  package mutating func handle(_ event: EngineEvent, now: Instant) -> [Effect] {
    time = now
    countKeys()
    var changes: [AlertChange] = []
    if !event.isLines { alertsDue = .distantPast }
    var effects = take(event, now, &changes)
    if catchingUp?.isOver(at: now) ?? false { catchingUp = nil }
    if catchingUp == nil { advance(to: now, &changes) }
    transitions = changes.map(\.transition)
    for change in changes { apply(change, now) }
    effects += silenceNotices(changes, now)
    effects += notifications(now, onlyImmediate: catchingUp != nil)
    if catchingUp == nil { effects += summaries(now) }
    return effects + faults()
  }

  /// How many rules may have more than one key.
  private static func keyedRules(_ rules: RuleSet) -> Int {
    let alerts = rules.alerts.count { definition in
      switch definition.condition {
      case .lines(let condition): !condition.by.isEmpty || condition.novelty != nil
      case .metric: true
      }
    }
    return alerts + rules.metrics.count { !$0.labels.isEmpty }
  }

  private mutating func countKeys() {
    room.empty()
    for index in lineAlerts.indices { room.note(lineAlerts[index].count, insteadOf: 0) }
    for index in metricAlerts.indices { room.note(metricAlerts[index].count, insteadOf: 0) }
    for index in lineMetrics.indices { room.note(lineMetrics[index].count, insteadOf: 0) }
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
        noteLag(of: line, now)
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

  /// What rules have to tell of themselves.
  private mutating func faults() -> [Effect] {
    var faults: [RuleFault] = []
    for index in lineAlerts.indices where lineAlerts[index].overflow.hasNews {
      if let kind = lineAlerts[index].takeOverflow() {
        faults.append(RuleFault(rule: lineAlerts[index].rule.id.text, kind: kind))
      }
    }
    for index in metricAlerts.indices where metricAlerts[index].overflow.hasNews {
      if let kind = metricAlerts[index].takeOverflow() {
        faults.append(RuleFault(rule: metricAlerts[index].rule.id.text, kind: kind))
      }
    }
    for index in lineMetrics.indices where lineMetrics[index].overflow.hasNews {
      if let kind = lineMetrics[index].takeOverflow() {
        faults.append(RuleFault(rule: lineMetrics[index].name.text, kind: kind))
      }
    }
    return faults.map(Effect.fault)
  }
}
