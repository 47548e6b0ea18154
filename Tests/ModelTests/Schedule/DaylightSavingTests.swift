import Model
import Testing
import TestSupport

/// Tallinn goes from 03:00 to 04:00 on 2026-03-29 (01:00 UTC), and from 04:00 back to 03:00 on 2026-10-25 (01:00 UTC).
@Suite struct DaylightSavingTests {
  @Test(
    "a time that is skipped runs at the next valid minute, one that is repeated runs once",
    arguments: [
      ("03:30", "2026-03-28 00:00:00", ["2026-03-28 01:30:00", "2026-03-29 01:00:00", "2026-03-30 00:30:00"]),
      ("*:0/30", "2026-03-29 00:00:00", ["2026-03-29 00:30:00", "2026-03-29 01:00:00", "2026-03-29 01:30:00"]),
      ("03:30", "2026-10-24 12:00:00", ["2026-10-25 00:30:00", "2026-10-26 01:30:00"]),
      ("03:00", "2026-10-24 12:00:00", ["2026-10-25 00:00:00", "2026-10-26 01:00:00"]),
      ("04:00", "2026-10-24 12:00:00", ["2026-10-25 02:00:00", "2026-10-26 02:00:00"]),
      ("*:30", "2026-10-24 23:00:00", ["2026-10-24 23:30:00", "2026-10-25 00:30:00", "2026-10-25 02:30:00"]),
      ("09:00", "2026-10-24 00:00:00", ["2026-10-24 06:00:00", "2026-10-25 07:00:00"]),
    ]
  )
  func points(time: String, start: String, expected: [String]) throws {
    let schedule = try Schedule("*-*-* \(time) Europe/Tallinn")
    #expect(firstPoints(of: schedule, after: start, count: expected.count) == expected)
  }

  @Test("a zone that skips midnight begins the day at the change")
  func skippedMidnight() throws {
    let schedule = try Schedule("daily Asia/Beirut")
    #expect(
      firstPoints(of: schedule, after: "2026-03-28 12:00:00", count: 2)
        == ["2026-03-28 22:00:00", "2026-03-29 21:00:00"]
    )
  }

  @Test("points go strictly forward and none is told twice, whatever the zone and the time of asking")
  func forward() throws {
    var random = SeededGenerator(seed: 2026)
    let zones = [
      "Europe/Tallinn", "America/New_York", "Australia/Lord_Howe", "Asia/Beirut", "Africa/Casablanca", "UTC",
    ]
    for zone in zones {
      let schedule = try Schedule("*-*-* 0..4:0/15 \(zone)")
      for _ in 0..<40 {
        let start = instant("2026-01-01 00:00:00") + .seconds(Int.random(in: 0..<31_536_000, using: &random))
        let first = try #require(schedule.next(after: start))
        let second = try #require(schedule.next(after: first))
        #expect(start < first && first < second)
        #expect(schedule.next(after: first - .nanoseconds(1)) == first)
        #expect(schedule.last(after: start, through: first) == first)
        #expect(schedule.last(after: start, through: first - .nanoseconds(1)) == nil)
      }
    }
  }

  @Test(
    "a report over whole days covers local days of 23, 24 and 25 hours",
    arguments: [
      ("2026-03-30 06:00:00", "2026-03-28 22:00:00", "2026-03-29 21:00:00"),
      ("2026-10-26 07:00:00", "2026-10-24 21:00:00", "2026-10-25 22:00:00"),
      ("2026-11-24 07:00:00", "2026-11-22 22:00:00", "2026-11-23 22:00:00"),
    ]
  )
  func period(point: String, start: String, end: String) throws {
    let schedule = try Schedule("09:00 Europe/Tallinn")
    let period = schedule.period(of: .days(1), endingAt: instant(point))
    #expect([text(of: period.lowerBound), text(of: period.upperBound)] == [start, end])
  }

  @Test("a report over hours ends at its point")
  func shortPeriod() throws {
    let point = instant("2026-11-24 07:00:00")
    let period = try Schedule("hourly UTC").period(of: .hours(6), endingAt: point)
    #expect(period == point - .hours(6)..<point)
  }

  @Test("the ends of time have local times and points too", arguments: ["UTC", "Europe/Tallinn", "America/New_York"])
  func endsOfTime(zone: String) throws {
    let schedule = try Schedule("09:00 \(zone)")
    #expect(schedule.next(after: .distantFuture) == nil)
    #expect(schedule.next(after: .distantPast) == schedule.next(after: instant("1969-12-31 23:59:00") - .days(1)))
    #expect(schedule.zone.local(.distantPast) < schedule.zone.local(.epoch))
    #expect(schedule.zone.local(.epoch) < schedule.zone.local(.distantFuture))
  }

  @Test("every day of three centuries is the day after the one before")
  func calendar() {
    var last = LocalDate(daysSinceEpoch: -40_000)
    for number in -39_999..<80_000 {
      let date = LocalDate(daysSinceEpoch: number)
      let isNextDay = date.day == last.day + 1 && date.month == last.month
      let isNextMonth = date.day == 1 && last.day == last.daysInMonth && date.month == last.month % 12 + 1
      #expect(isNextDay || isNextMonth)
      #expect(date.weekday == (last.weekday + 1) % 7)
      #expect(LocalDate(year: date.year, month: date.month, day: date.day) == date)
      last = date
    }
    #expect(LocalDate(year: 2026, month: 11, day: 24).weekday == 1)
  }
}
