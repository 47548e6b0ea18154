@testable import Engine
import Model
import Testing

@Suite("Time intervals")
struct TimeIntervalTests {
  private static func part(
    times: [(Int, Int)] = [],
    weekdays: [ClosedRange<Int>] = [],
    days: [ClosedRange<Int>] = [],
    location: String = "UTC"
  ) -> TimeIntervalDefinition.Part {
    TimeIntervalDefinition.Part(
      times: times.map { .init(startMinute: $0.0, endMinute: $0.1) },
      weekdays: weekdays,
      daysOfMonth: days,
      location: location
    )
  }

  private static func contains(_ part: TimeIntervalDefinition.Part, _ date: LocalDate, _ hour: Int, _ minute: Int)
    -> Bool
  {
    let zone = Zone(part.location ?? "UTC") ?? .utc
    let now = zone.instant(LocalTime(date: date, secondOfDay: hour * 3600 + minute * 60))
    return TimeIntervals([TimeIntervalDefinition(name: "x", parts: [part])]).contains("x", now)
  }

  @Test(
    "the start is part of a range of times, the end is not",
    arguments: [(21, 59, false), (22, 0, true), (23, 59, true), (0, 0, false)]
  )
  func times(hour: Int, minute: Int, expected: Bool) {
    let part = Self.part(times: [(22 * 60, 1440)])
    #expect(Self.contains(part, LocalDate(year: 2026, month: 11, day: 24), hour, minute) == expected)
  }

  @Test(
    "a range over midnight belongs to the day on which it begins",
    arguments: [(20, 23, true), (21, 3, true), (21, 23, false), (22, 3, false), (20, 3, false)]
  )
  func overMidnight(day: Int, hour: Int, expected: Bool) {
    // 2026-11-20 is a Friday.
    let part = Self.part(times: [(22 * 60, 6 * 60)], weekdays: [5...5])
    #expect(Self.contains(part, LocalDate(year: 2026, month: 11, day: day), hour, 0) == expected)
  }

  @Test("negative days count from the month's end", arguments: [(27, false), (28, true), (30, true), (1, false)])
  func daysFromTheEnd(day: Int, expected: Bool) {
    let part = Self.part(days: [-3 ... -1])
    #expect(Self.contains(part, LocalDate(year: 2026, month: 11, day: day), 12, 0) == expected)
  }

  /// Clocks in Tallinn go from 03:00 to 04:00 on 2027-03-28 and from 04:00 to 03:00 on 2026-10-25, at 01:00 UTC.
  @Test(
    "what a night muted is told when it ends, by the clock on the wall, also in the nights when that is changed",
    arguments: [
      // The night ends at 03:30, which the clock does not show, at 02:30 before the change, or at 05:00 after it.
      (LocalDate(year: 2027, month: 3, day: 28), 210, 60), (LocalDate(year: 2027, month: 3, day: 28), 150, 30),
      (LocalDate(year: 2027, month: 3, day: 28), 300, 120),
      // It shows 03:30 twice: the night ends at the first of them.
      (LocalDate(year: 2026, month: 10, day: 25), 210, 30), (LocalDate(year: 2026, month: 10, day: 25), 300, 180),
      (LocalDate(year: 2026, month: 12, day: 24), 300, 180),
    ]
  )
  func nights(morning: LocalDate, endMinute: Int, minutesAfterMidnightUTC: Int) {
    let night = Self.part(times: [(22 * 60, endMinute)], location: "Europe/Tallinn")
    var route = RouteDefinition.at("ops")
    route.muteTimeIntervals = ["night"]
    let condition = LineCondition(source: "source", match: ["x"], resolve: [Interpolation("y")])
    let alert = AlertDefinition(name: "Rule", condition: .lines(condition))
    let midnight = Zone.utc.instant(LocalTime(date: morning, secondOfDay: 0))
    var timeline = Timeline(
      RuleSet(alerts: [alert], route: route, timeIntervals: [TimeIntervalDefinition(name: "night", parts: [night])])
    )
    // 23:30 in Tallinn in winter, 00:30 in summer.
    timeline.line(midnight - .minutes(150) - Timeline.start)
    timeline.advance(to: midnight + .hours(12) - Timeline.start)
    #expect(timeline.notifications.first.map { $0.time - midnight } == .minutes(minutesAfterMidnightUTC))
  }

  @Test("local time follows daylight saving")
  func daylightSaving() {
    let part = Self.part(times: [(9 * 60, 10 * 60)], location: "Europe/Tallinn")
    #expect(Self.contains(part, LocalDate(year: 2026, month: 3, day: 28), 9, 30))
    #expect(Self.contains(part, LocalDate(year: 2026, month: 3, day: 29), 9, 30))
  }
}
