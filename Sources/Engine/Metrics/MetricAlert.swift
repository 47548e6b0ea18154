import Model

/// One alert of a rule on a metric: of one series, from the first value that meets the condition to its end.
struct MetricAlert: Sendable, Equatable, Codable {
  enum Phase: String, Sendable, Codable {
    /// The condition holds, and `for` is not over.
    case pending
    case firing
  }

  /// The results that a series must be missing from before its alert ends.
  static let missesUntilGone = 2
  /// The runs of its command that must fail in a row before an alert has no data.
  static let failuresUntilNoData = 3

  private(set) var phase = Phase.pending
  /// When the phase began.
  private(set) var since: Instant
  private(set) var series: Labels
  /// The metric whose command printed the series.
  private(set) var owner: MetricName
  private(set) var value: Double
  /// What was last said about the value.
  private(set) var detail: String?
  private(set) var level: String?
  /// The newest value's time.
  private(set) var last: Instant
  /// When the condition ended, while `keep_firing_for` holds the alert.
  private(set) var endedAt: Instant?
  /// Runs of the command in a row that failed.
  private(set) var failures = 0
  /// Good runs in a row that the series was missing from.
  private(set) var misses = 0
  var acknowledgedBy: String?

  /// Begins with the first value that meets the condition.
  init(_ sample: Sample, owner: MetricName, level: String?) {
    since = sample.time
    last = sample.time
    series = sample.labels
    value = sample.value
    detail = sample.detail
    self.owner = owner
    self.level = level
  }

  var hasNoData: Bool { failures >= MetricAlert.failuresUntilNoData }

  /// When the phase is over, if nothing changes.
  private func phaseEnd(_ rule: MetricRule) -> Instant? {
    switch phase {
    case .pending: since + rule.pendingFor
    case .firing: endedAt.map { $0 + rule.keepFiringFor }
    }
  }

  /// When something happens to it without a value; nil: never.
  ///
  /// A command's next value gets the time of one evaluation to come first. While none comes nobody knows whether the condition holds, so
  /// nothing happens.
  func deadline(_ rule: MetricRule) -> Instant? {
    guard failures == 0, misses == 0, let end = phaseEnd(rule) else { return nil }
    guard let lifetime = rule.lifetimes[owner] else { return end }
    return end <= last + lifetime ? end + rule.evaluationInterval : nil
  }

  func alert(_ rule: MetricRule, status: Alert.Status = .firing, endsAt: Instant? = nil) -> Alert {
    Alert(
      name: rule.name,
      rule: rule.id,
      labels: rule.labels(series, value: value, level: level),
      status: status,
      startsAt: since,
      endsAt: endsAt,
      value: value,
      fields: detail.map { ["detail": $0] } ?? [:],
      annotations: rule.annotations
    )
  }
}

extension MetricAlert {
  /// What became of an alert by a step.
  enum Step: Equatable {
    case nothing
    case fired
    case changed
    case resolved(Alert)
    /// It was pending, and its condition ended.
    case lapsed
  }

  /// Takes a value of its series.
  mutating func take(_ sample: Sample, _ verdict: MetricRule.Verdict, _ rule: MetricRule) -> Step {
    if hasNoData, phase == .pending { since = sample.time }
    (failures, misses) = (0, 0)
    value = sample.value
    detail = sample.detail ?? detail
    last = max(last, sample.time)
    switch verdict {
    case .holds(let newLevel):
      endedAt = nil
      let isOther = level != newLevel
      level = newLevel
      if phase == .pending { return due(by: sample.time, rule) }
      return isOther ? .changed : .nothing
    case .between:
      return phase == .pending ? .lapsed : .nothing
    case .clear:
      guard phase == .firing else { return .lapsed }
      endedAt = endedAt ?? sample.time
      return due(by: sample.time, rule)
    }
  }

  /// Does what is due by `time`.
  mutating func due(by time: Instant, _ rule: MetricRule) -> Step {
    guard let end = phaseEnd(rule), end <= time else { return .nothing }
    switch phase {
    case .pending:
      phase = .firing
      since = end
      return .fired
    case .firing:
      return .resolved(alert(rule, status: .resolved, endsAt: end))
    }
  }

  /// There is no such series any more: its condition does not hold.
  mutating func clear(at time: Instant, _ rule: MetricRule) -> Step {
    guard phase == .firing else { return .lapsed }
    endedAt = endedAt ?? time
    return due(by: time, rule)
  }

  /// Its command failed.
  mutating func fail() -> Step {
    failures += 1
    return .nothing
  }

  /// Its command ran well and printed no such series.
  mutating func miss(at time: Instant, _ rule: MetricRule) -> Step {
    failures = 0
    misses += 1
    guard misses >= MetricAlert.missesUntilGone else { return .nothing }
    guard phase == .firing else { return .lapsed }
    var final = alert(rule, status: .resolved, endsAt: time)
    final.fields["reason"] = "the series is gone"
    return .resolved(final)
  }
}
