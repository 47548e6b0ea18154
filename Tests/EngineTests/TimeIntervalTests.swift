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

  @Test("local time follows daylight saving")
  func daylightSaving() {
    let part = Self.part(times: [(9 * 60, 10 * 60)], location: "Europe/Tallinn")
    #expect(Self.contains(part, LocalDate(year: 2026, month: 3, day: 28), 9, 30))
    #expect(Self.contains(part, LocalDate(year: 2026, month: 3, day: 29), 9, 30))
  }
}
