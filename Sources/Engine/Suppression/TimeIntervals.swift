import Model

/// The named time intervals of the configuration: whether an instant lies in one.
struct TimeIntervals: Sendable {
  private struct Part: Sendable {
    var definition: TimeIntervalDefinition.Part
    var zone: Zone
  }

  private let parts: [String: [Part]]

  init(_ definitions: [TimeIntervalDefinition]) {
    parts = Dictionary(
      definitions.map { definition in
        (definition.name, definition.parts.map { Part(definition: $0, zone: TimeIntervals.zone($0.location)) })
      },
      uniquingKeysWith: +
    )
  }

  private static func zone(_ location: String?) -> Zone {
    guard let location, location != "Local" else { return .system }
    return Zone(location) ?? .system
  }

  /// The interval that keeps a route from telling anything at an instant: one that mutes it, or that it is only active in others.
  func mute(of route: RouteDefinition, at now: Instant) -> Mute? {
    if let name = route.muteTimeIntervals.first(where: { contains($0, now) }) { return .muted(interval: name) }
    let active = route.activeTimeIntervals
    return active.isEmpty || active.contains { contains($0, now) } ? nil : .inactive(intervals: active)
  }

  enum Mute: Equatable, Sendable {
    case muted(interval: String)
    case inactive(intervals: [String])

    /// The interval that mutes.
    var interval: String? {
      guard case .muted(let interval) = self else { return nil }
      return interval
    }

    /// The intervals outside of which nothing is told.
    var intervals: [String] {
      guard case .inactive(let intervals) = self else { return [] }
      return intervals
    }
  }

  /// When a route may begin to be muted, or stop: the next edge of an interval that it names, or midnight; nil where it names none.
  func nextEdge(of route: RouteDefinition, after now: Instant) -> Instant? {
    (route.muteTimeIntervals + route.activeTimeIntervals).flatMap { parts[$0, default: []] }.flatMap { part in
      let today = part.zone.local(now).date
      let tomorrow = LocalDate(daysSinceEpoch: today.daysSinceEpoch + 1)
      let minutes = [0] + part.definition.times.flatMap { [$0.startMinute, $0.endMinute] }
      return [today, tomorrow].flatMap { date in
        minutes.map { part.zone.instant(LocalTime(date: date, secondOfDay: $0 * 60)) }
      }
    }
    .filter { $0 > now }.min()
  }

  func contains(_ name: String, _ now: Instant) -> Bool {
    parts[name, default: []].contains { part in
      let local = part.zone.local(now)
      return part.definition.contains(date: local.date, minute: local.secondOfDay / 60)
    }
  }
}

extension TimeIntervalDefinition.Part {
  /// Whether a minute of a local day is part of it.
  ///
  /// What a range over midnight has after midnight belongs to the day on which the range began.
  func contains(date: LocalDate, minute: Int) -> Bool {
    if times.isEmpty { return takes(date) }
    return times.contains { range in
      if range.startMinute < range.endMinute {
        return takes(date) && range.startMinute <= minute && minute < range.endMinute
      }
      if minute >= range.startMinute { return takes(date) }
      return minute < range.endMinute && takes(LocalDate(daysSinceEpoch: date.daysSinceEpoch - 1))
    }
  }

  private func takes(_ date: LocalDate) -> Bool {
    func isIn(_ ranges: [ClosedRange<Int>], _ value: Int) -> Bool {
      ranges.isEmpty || ranges.contains { $0.contains(value) }
    }
    return isIn(years, date.year) && isIn(months, date.month) && isIn(weekdays, (date.weekday + 1) % 7)
      && (daysOfMonth.isEmpty || daysOfMonth.contains { takes($0, date) })
  }

  /// Days that count from the month's end are those of the month at hand; a range that reaches over its end stops there.
  private func takes(_ range: ClosedRange<Int>, _ date: LocalDate) -> Bool {
    func day(_ number: Int) -> Int { number < 0 ? date.daysInMonth + number + 1 : number }
    return day(range.lowerBound) <= date.day && date.day <= day(range.upperBound)
  }
}
