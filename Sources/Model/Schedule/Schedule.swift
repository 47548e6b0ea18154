/// Points in local time that come again and again, as systemd's `OnCalendar=` or a crontab line writes them.
///
/// A local time that daylight saving skips counts at the moment of the change, one that it repeats counts once, the first time.
package struct Schedule: Sendable, Equatable {
  /// The text as it was given.
  package let text: String
  /// The zone that the text ends with, else the system's.
  package let zone: Zone
  private let rule: CalendarRule

  /// Reads a schedule; the error says which part is wrong.
  package init(_ text: String) throws(ScheduleError) {
    self.text = text
    var words = text.split(whereSeparator: \.isWhitespace)
    guard let last = words.last else { throw ScheduleError("a schedule cannot be empty") }
    if let zone = Zone(last) {
      self.zone = zone
      words.removeLast()
      guard !words.isEmpty else { throw ScheduleError("'\(text)' is a zone without a time") }
    } else if words.count > 1, last.first?.isLetter == true, last.contains("/") {
      throw ScheduleError("'\(last)' is no time zone that this system knows, as Europe/Tallinn")
    } else {
      zone = .system
    }
    rule = Crontab.recognizes(words) ? try Crontab.read(words) : try OnCalendar.read(words)
  }

  /// The first point after `instant`; nil where there is none before the year 2200.
  package func next(after instant: Instant) -> Instant? {
    var local = zone.local(instant)
    // In the second run of a repeated hour, local times come by whose point is over.
    while let candidate = rule.next(after: local) {
      let point = zone.instant(candidate)
      if point > instant { return point }
      local = candidate
    }
    return nil
  }

  /// The last point after `earliest` and at or before `latest`: the one that is due, or that was missed.
  package func last(after earliest: Instant, through latest: Instant) -> Instant? {
    var found: Instant?
    while let point = next(after: found ?? earliest), point <= latest { found = point }
    return found
  }

  /// What a report for `point` looks back over.
  ///
  /// A length of whole days or weeks is so many local days up to the last local midnight; a shorter one ends at the point itself.
  package func period(of length: Duration, endingAt point: Instant) -> Range<Instant> {
    let days = length.nanoseconds / Duration.days(1).nanoseconds
    guard days > 0, length == .days(Int(days)) else { return point - length..<point }
    let lastDay = zone.local(point).date
    let firstDay = LocalDate(daysSinceEpoch: lastDay.daysSinceEpoch - Int(days))
    return zone.instant(LocalTime(date: firstDay))..<zone.instant(LocalTime(date: lastDay))
  }
}

/// A text that is no schedule, and why.
package struct ScheduleError: Error, Equatable, CustomStringConvertible {
  package let description: String

  package init(_ description: String) {
    self.description = description
  }
}
