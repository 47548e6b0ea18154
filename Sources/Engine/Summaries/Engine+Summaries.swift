package import Model

extension Engine {
  /// A report for each schedule point that is due.
  mutating func summaries(_ now: Instant) -> [Effect] {
    var effects: [Effect] = []
    while let (name, points) = clock.popDue(by: now) {
      guard let definition = rules.summaries.first(where: { $0.name == name }) else { continue }
      effects += points.map { .summarize(report(definition, at: $0, now: now)) }
    }
    return effects
  }

  /// A summary's data as of `now` for a point of its schedule, or for any other time.
  package func report(_ definition: SummaryDefinition, at point: Instant, now: Instant) -> SummaryReport {
    let period = definition.schedule.period(of: definition.period, endingAt: point)
    return SummaryReport(
      summary: definition.name,
      hook: definition.hook ?? rules.route.hook,
      user: definition.user,
      scheduled: point,
      period: period,
      time: now,
      sections: definition.sections.map { section($0, of: definition.name, in: period, now: now) }
    )
  }

  private func section(
    _ section: SectionDefinition,
    of summary: SummaryName,
    in period: Range<Instant>,
    now: Instant
  ) -> SummaryReport.Section {
    switch section {
    case .value(let value):
      return .values(title: value.title, unit: value.unit.rawValue, readings(value, now: now))
    case .top(let top):
      return tallies.top(summary, top, in: period)
    case .alerts(let title):
      return .alerts(title: title, episodes.episodes(in: period) { firing($0)?.alert.count })
    }
  }

  private func readings(_ section: SectionDefinition.ValueSection, now: Instant) -> [SummaryReport.Reading] {
    let selector = LabelMatchers(section.matchers)
    let readings = series(at: now)
      .filter { $0.metric == section.metric && selector.match($0.labels) }
      .map { SummaryReport.Reading(labels: $0.labels, value: $0.value) }
    return readings.isEmpty ? [SummaryReport.Reading(labels: [:], value: nil)] : readings
  }
}
