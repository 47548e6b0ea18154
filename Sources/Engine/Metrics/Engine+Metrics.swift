import Model

extension Engine {
  /// Values of a command that were missed in a row until the last one says nothing any more.
  private static let missesUntilOld = 3

  /// Whose fleepd's own series are.
  static let own: MetricName = "fleepd"

  /// How often ``EngineEvent/own(_:)`` comes, at least, while anything changes or an alert of fleepd's own is there.
  package static let ownInterval = Duration.seconds(15)

  /// How long a value of each command's series, and of fleepd's own, decides over an alert.
  static func lifetimes(_ metrics: [MetricDefinition]) -> [MetricName: Duration] {
    var lifetimes = [own: ownInterval * missesUntilOld]
    for definition in metrics {
      guard case .command(let command) = definition.origin else { continue }
      lifetimes[definition.name] = command.interval * missesUntilOld + command.timeout
    }
    return lifetimes
  }

  /// Whether an alert about fleepd itself fires, or is about to.
  package var hasOwnAlerts: Bool { metricAlerts.contains { $0.has(owner: Engine.own) } }

  /// Takes a run of a metric's command: its values, that it printed none, and how it went.
  mutating func take(_ run: CommandRun, _ now: Instant, _ changes: inout [AlertChange]) {
    if case .samples(let printed) = run.result {
      let present = take(printed, owner: run.metric, now, &changes)
      for place in metricAlerts.indices {
        let series = present[metricAlerts[place].rule.metric, default: []]
        metricAlerts[place].miss(allBut: series, owner: run.metric, at: now, &changes)
      }
    } else {
      polled.replace(owner: run.metric, with: [])
      for place in metricAlerts.indices { metricAlerts[place].fail(owner: run.metric, &changes) }
    }
    for sample in report(of: run, now) {
      polled.add(sample, owner: sample.metric)
      evaluate(sample, owner: sample.metric, &changes)
    }
  }

  /// Takes what fleepd says of itself: what is not said does not hold.
  mutating func take(own samples: [Sample], _ now: Instant, _ changes: inout [AlertChange]) {
    let present = take(samples, owner: Engine.own, now, &changes)
    for place in metricAlerts.indices {
      let series = present[metricAlerts[place].rule.metric, default: []]
      metricAlerts[place].clear(allBut: series, owner: Engine.own, at: now, &changes)
    }
  }

  /// Puts an owner's new values in the place of its old ones; gives the series that there are now.
  private mutating func take(
    _ values: [Sample],
    owner: MetricName,
    _ now: Instant,
    _ changes: inout [AlertChange]
  ) -> [MetricName: Set<Labels>] {
    let samples = values.map { sample in
      var sample = sample
      sample.labels = rules.externalLabels.merging(sample.labels)
      sample.time = min(sample.time, now)
      return sample
    }
    polled.replace(owner: owner, with: samples)
    for sample in samples { evaluate(sample, owner: owner, &changes) }
    return Dictionary(grouping: samples, by: \.metric).mapValues { Set($0.map(\.labels)) }
  }

  /// Shows a new value to the rules that read its metric.
  mutating func evaluate(_ sample: Sample, owner: MetricName, _ changes: inout [AlertChange]) {
    for place in places.readers[sample.metric, default: []] {
      let count = metricAlerts[place].count
      metricAlerts[place].take(sample, owner: owner, limit: room.limit(holding: count), &changes)
      room.note(metricAlerts[place].count, insteadOf: count)
    }
  }

  /// How the run went, as series of its own.
  private func report(of run: CommandRun, _ now: Instant) -> [Sample] {
    var labels = rules.externalLabels
    labels["metric"] = run.metric.text
    let values: [(MetricName, Double?)] = [
      ("command_up", run.failure == nil ? 1 : 0),
      ("command_duration_seconds", run.duration.inSeconds),
      ("command_last_exit_status", run.status.map(Double.init)),
    ]
    let time = min(run.started + run.duration, now)
    return values.compactMap { name, value in
      value.map { Sample(metric: name, labels: labels, value: $0, time: time, detail: run.failure) }
    }
  }
}
