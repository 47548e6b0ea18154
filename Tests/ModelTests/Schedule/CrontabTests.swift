import Model
import Testing

@Suite struct CrontabTests {
  @Test(
    "a crontab line has the points that cron would run it at",
    arguments: [
      ("0 9 * * *", ["2026-11-25 09:00:00", "2026-11-26 09:00:00"]),
      (
        "30 8 * * mon-fri",
        ["2026-11-25 08:30:00", "2026-11-26 08:30:00", "2026-11-27 08:30:00", "2026-11-30 08:30:00"]
      ),
      ("*/20 * * * *", ["2026-11-24 12:20:00", "2026-11-24 12:40:00", "2026-11-24 13:00:00"]),
      (
        "5-59/25 12,18 * * *",
        ["2026-11-24 12:05:00", "2026-11-24 12:30:00", "2026-11-24 12:55:00", "2026-11-24 18:05:00"]
      ),
      ("0 0 * * 0", ["2026-11-29 00:00:00", "2026-12-06 00:00:00"]),
      ("0 0 * * 7", ["2026-11-29 00:00:00", "2026-12-06 00:00:00"]),
      ("0 0 * * 5-7", ["2026-11-27 00:00:00", "2026-11-28 00:00:00", "2026-11-29 00:00:00", "2026-12-04 00:00:00"]),
      ("0 0 1 jan,JUL *", ["2027-01-01 00:00:00", "2027-07-01 00:00:00"]),
      ("0 0 1 * mon", ["2026-11-30 00:00:00", "2026-12-01 00:00:00", "2026-12-07 00:00:00"]),
      ("0 0 */2 * mon", ["2026-12-07 00:00:00", "2026-12-21 00:00:00", "2027-01-11 00:00:00"]),
      ("0 0 30 2 *", []),
      ("@hourly", ["2026-11-24 13:00:00", "2026-11-24 14:00:00"]),
      ("@daily", ["2026-11-25 00:00:00", "2026-11-26 00:00:00"]),
      ("@weekly", ["2026-11-29 00:00:00", "2026-12-06 00:00:00"]),
      ("@monthly", ["2026-12-01 00:00:00", "2027-01-01 00:00:00"]),
      ("@yearly", ["2027-01-01 00:00:00", "2028-01-01 00:00:00"]),
    ]
  )
  func points(text: String, expected: [String]) throws {
    let schedule = try Schedule(text + " UTC")
    #expect(firstPoints(of: schedule, after: "2026-11-24 12:00:00", count: max(1, expected.count)) == expected)
  }

  @Test("a crontab line may end with a zone")
  func zone() throws {
    let schedule = try Schedule("0 9 * * * Europe/Tallinn")
    #expect(schedule.zone == Zone("Europe/Tallinn"))
    #expect(firstPoints(of: schedule, after: "2026-07-01 00:00:00", count: 1) == ["2026-07-01 06:00:00"])
  }

  @Test(
    "a line that cron refuses is refused",
    arguments: [
      ("60 * * * *", "60 is no minute: it must be from 0 to 59"),
      ("0 9 * * funday", "'funday' is no weekday"),
      ("0 9 0 * *", "0 is no day of the month: it must be from 1 to 31"),
      ("0 9-7 * * *", "'9-7': the range ends before it begins"),
      ("@reboot", "'@reboot' is no time that a crontab names, as @daily"),
    ]
  )
  func refused(text: String, error: String) {
    #expect(throws: ScheduleError(error)) { try Schedule(text) }
  }
}
