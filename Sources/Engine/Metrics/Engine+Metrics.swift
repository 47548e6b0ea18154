import Model

extension Engine {
  /// Values of a command that were missed in a row until the last one says nothing any more.
  private static let missesUntilOld = 3

  /// How long a value of each command's series says what is the case.
  static func lifetimes(_ metrics: [MetricDefinition]) -> [MetricName: Duration] {
    var lifetimes: [MetricName: Duration] = [:]
    for definition in metrics {
      guard case .command(let command) = definition.origin else { continue }
      lifetimes[definition.name] = command.interval * missesUntilOld + command.timeout
    }
    return lifetimes
  }

  /// Takes a run of a metric's command: its values, that it printed none, and how it went.
  mutating func take(_ run: CommandRun, _ now: Instant, _ changes: inout [AlertChange]) {
    if case .samples(let printed) = run.result {
      let samples = printed.map { sample in
        var sample = sample
        sample.labels = rules.externalLabels.merging(sample.labels)
        sample.time = min(sample.time, now)
        return sample
      }
      polled.replace(owner: run.metric, with: samples)
      for sample in samples { evaluate(sample, owner: run.metric, &changes) }
      let present = Dictionary(grouping: samples, by: \.metric).mapValues { Set($0.map(\.labels)) }
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

  /// Shows a new value to the rules that read its metric.
  mutating func evaluate(_ sample: Sample, owner: MetricName, _ changes: inout [AlertChange]) {
    for place in places.readers[sample.metric, default: []] {
      metricAlerts[place].take(sample, owner: owner, &changes)
    }
  }

  /// How the run went, as series of its own.
  private func report(of run: CommandRun, _ now: Instant) -> [Sample] {
    var labels = rules.externalLabels
    labels["metric"] = run.metric.text
    var isUp = false
    if case .samples = run.result { isUp = true }
    let values: [(MetricName, Double?)] = [
      ("command_up", isUp ? 1 : 0),
      ("command_duration_seconds", run.duration.inSeconds),
      ("command_last_exit_status", run.status.map(Double.init)),
    ]
    return values.compactMap { name, value in
      value.map { Sample(metric: name, labels: labels, value: $0, time: min(run.started + run.duration, now)) }
    }
  }
}
