import Model
import Testing

/// Schedules beside systemd's own answers: `systemd-analyze calendar --iterations=4 --base-time='2026-11-24 12:00:00 UTC'`.
@Suite struct OnCalendarTests {
  struct Example: CustomTestStringConvertible {
    let text: String
    let points: [String]
    var testDescription: String { text }
  }

  static let base = "2026-11-24 12:00:00"

  static let examples: [Example] = [
    Example(
      text: "*-*-* 09:00 Europe/Tallinn",
      points: ["2026-11-25 07:00:00", "2026-11-26 07:00:00", "2026-11-27 07:00:00", "2026-11-28 07:00:00"]
    ),
    Example(
      text: "Mon..Fri 08:30 UTC",
      points: ["2026-11-25 08:30:00", "2026-11-26 08:30:00", "2026-11-27 08:30:00", "2026-11-30 08:30:00"]
    ),
    Example(
      text: "*-*-1 0:0 UTC",
      points: ["2026-12-01 00:00:00", "2027-01-01 00:00:00", "2027-02-01 00:00:00", "2027-03-01 00:00:00"]
    ),
    Example(
      text: "*:0/15 UTC",
      points: ["2026-11-24 12:15:00", "2026-11-24 12:30:00", "2026-11-24 12:45:00", "2026-11-24 13:00:00"]
    ),
    Example(
      text: "Mon *-05~07/1 UTC",
      points: ["2027-05-31 00:00:00", "2028-05-29 00:00:00", "2029-05-28 00:00:00", "2030-05-27 00:00:00"]
    ),
    Example(
      text: "*-02~03 UTC",
      points: ["2027-02-26 00:00:00", "2028-02-27 00:00:00", "2029-02-26 00:00:00", "2030-02-26 00:00:00"]
    ),
    Example(
      text: "*-*~1 UTC",
      points: ["2026-11-30 00:00:00", "2026-12-31 00:00:00", "2027-01-31 00:00:00", "2027-02-28 00:00:00"]
    ),
    Example(
      text: "weekly UTC",
      points: ["2026-11-30 00:00:00", "2026-12-07 00:00:00", "2026-12-14 00:00:00", "2026-12-21 00:00:00"]
    ),
    Example(
      text: "quarterly UTC",
      points: ["2027-01-01 00:00:00", "2027-04-01 00:00:00", "2027-07-01 00:00:00", "2027-10-01 00:00:00"]
    ),
    Example(
      text: "semiannually UTC",
      points: ["2027-01-01 00:00:00", "2027-07-01 00:00:00", "2028-01-01 00:00:00", "2028-07-01 00:00:00"]
    ),
    Example(
      text: "yearly UTC",
      points: ["2027-01-01 00:00:00", "2028-01-01 00:00:00", "2029-01-01 00:00:00", "2030-01-01 00:00:00"]
    ),
    Example(
      text: "hourly UTC",
      points: ["2026-11-24 13:00:00", "2026-11-24 14:00:00", "2026-11-24 15:00:00", "2026-11-24 16:00:00"]
    ),
    Example(
      text: "minutely UTC",
      points: ["2026-11-24 12:01:00", "2026-11-24 12:02:00", "2026-11-24 12:03:00", "2026-11-24 12:04:00"]
    ),
    Example(
      text: "DAILY UTC",
      points: ["2026-11-25 00:00:00", "2026-11-26 00:00:00", "2026-11-27 00:00:00", "2026-11-28 00:00:00"]
    ),
    Example(
      text: "Sat,Sun 20:00 UTC",
      points: ["2026-11-28 20:00:00", "2026-11-29 20:00:00", "2026-12-05 20:00:00", "2026-12-06 20:00:00"]
    ),
    Example(
      text: "2027-*-* 12:00 UTC",
      points: ["2027-01-01 12:00:00", "2027-01-02 12:00:00", "2027-01-03 12:00:00", "2027-01-04 12:00:00"]
    ),
    Example(
      text: "*-*-1..7 10:00:30 UTC",
      points: ["2026-12-01 10:00:30", "2026-12-02 10:00:30", "2026-12-03 10:00:30", "2026-12-04 10:00:30"]
    ),
    Example(
      text: "*-2/3-01 UTC",
      points: ["2027-02-01 00:00:00", "2027-05-01 00:00:00", "2027-08-01 00:00:00", "2027-11-01 00:00:00"]
    ),
    Example(
      text: "12:00 UTC",
      points: ["2026-11-25 12:00:00", "2026-11-26 12:00:00", "2026-11-27 12:00:00", "2026-11-28 12:00:00"]
    ),
    Example(
      text: "Mon..Wed,Sat 10:10 UTC",
      points: ["2026-11-25 10:10:00", "2026-11-28 10:10:00", "2026-11-30 10:10:00", "2026-12-01 10:10:00"]
    ),
    Example(
      text: "Mon,Fri..Sun 01:00 UTC",
      points: ["2026-11-27 01:00:00", "2026-11-28 01:00:00", "2026-11-29 01:00:00", "2026-11-30 01:00:00"]
    ),
    Example(
      text: "0..23/2:30 UTC",
      points: ["2026-11-24 12:30:00", "2026-11-24 14:30:00", "2026-11-24 16:30:00", "2026-11-24 18:30:00"]
    ),
    Example(
      text: "*-02-29 UTC",
      points: ["2028-02-29 00:00:00", "2032-02-29 00:00:00", "2036-02-29 00:00:00", "2040-02-29 00:00:00"]
    ),
    Example(
      text: "*-*-31 UTC",
      points: ["2026-12-31 00:00:00", "2027-01-31 00:00:00", "2027-03-31 00:00:00", "2027-05-31 00:00:00"]
    ),
    Example(
      text: "monday 10:00 UTC",
      points: ["2026-11-30 10:00:00", "2026-12-07 10:00:00", "2026-12-14 10:00:00", "2026-12-21 10:00:00"]
    ),
    Example(
      text: "11-12 UTC",
      points: ["2027-11-12 00:00:00", "2028-11-12 00:00:00", "2029-11-12 00:00:00", "2030-11-12 00:00:00"]
    ),
    Example(
      text: "*-*-1..3,5 1,2:3 UTC",
      points: ["2026-12-01 01:03:00", "2026-12-01 02:03:00", "2026-12-02 01:03:00", "2026-12-02 02:03:00"]
    ),
    Example(
      text: "1/2:0 UTC",
      points: ["2026-11-24 13:00:00", "2026-11-24 15:00:00", "2026-11-24 17:00:00", "2026-11-24 19:00:00"]
    ),
    Example(
      text: "*:5..50/10 UTC",
      points: ["2026-11-24 12:05:00", "2026-11-24 12:15:00", "2026-11-24 12:25:00", "2026-11-24 12:35:00"]
    ),
    Example(
      text: "Mon..Fri *-*-* 09..17:00 UTC",
      points: ["2026-11-24 13:00:00", "2026-11-24 14:00:00", "2026-11-24 15:00:00", "2026-11-24 16:00:00"]
    ),
    Example(
      text: "*-*-1/10 UTC",
      points: ["2026-12-01 00:00:00", "2026-12-11 00:00:00", "2026-12-21 00:00:00", "2026-12-31 00:00:00"]
    ),
    Example(
      text: "*-*~1..5 UTC",
      points: ["2026-11-26 00:00:00", "2026-11-27 00:00:00", "2026-11-28 00:00:00", "2026-11-29 00:00:00"]
    ),
    Example(
      text: "*-*~10/5 UTC",
      points: ["2026-11-26 00:00:00", "2026-12-22 00:00:00", "2026-12-27 00:00:00", "2027-01-22 00:00:00"]
    ),
    Example(
      text: "*-*~2..9/3 UTC",
      points: ["2026-11-26 00:00:00", "2026-11-29 00:00:00", "2026-12-24 00:00:00", "2026-12-27 00:00:00"]
    ),
    Example(
      text: "mon *-*-1 9:00 UTC",
      points: ["2027-02-01 09:00:00", "2027-03-01 09:00:00", "2027-11-01 09:00:00", "2028-05-01 09:00:00"]
    ),
    Example(text: "28-2-29 23:59:59 UTC", points: ["2028-02-29 23:59:59"]),
    Example(text: "2026..2028-01-01 UTC", points: ["2027-01-01 00:00:00", "2028-01-01 00:00:00"]),
    Example(text: "20-1-1 UTC", points: []),
    Example(
      text: "*-*-* 02:30 America/New_York",
      points: ["2026-11-25 07:30:00", "2026-11-26 07:30:00", "2026-11-27 07:30:00", "2026-11-28 07:30:00"]
    ),
    Example(
      text: "*-1,7-1 00:00:00 Asia/Kathmandu",
      points: ["2026-12-31 18:15:00", "2027-06-30 18:15:00", "2027-12-31 18:15:00", "2028-06-30 18:15:00"]
    ),
    Example(
      text: "Sun *-*~07/1 04:30 UTC",
      points: ["2026-11-29 04:30:00", "2026-12-27 04:30:00", "2027-01-31 04:30:00", "2027-02-28 04:30:00"]
    ),
  ]

  @Test("a schedule has the points that systemd computes", arguments: examples)
  func points(_ example: Example) throws {
    let schedule = try Schedule(example.text)
    #expect(firstPoints(of: schedule, after: Self.base, count: 4) == example.points)
  }

  @Test(
    "a text that systemd refuses is refused, and the error names the part",
    arguments: [
      ("", "a schedule cannot be empty"),
      ("*:*/15", "'*/15': a step needs its first value, as 0/15"),
      ("Fri..Mon 10:00", "'Fri..Mon': the range ends before it begins"),
      ("25:00", "25 is no hour: it must be from 0 to 23"),
      ("*:60", "60 is no minute: it must be from 0 to 59"),
      ("*-13-1", "13 is no month: it must be from 1 to 12"),
      ("*-02~29", "29 is no day of the month: it must be from 1 to 28"),
      ("*-*-15..10", "'15..10': the range ends before it begins"),
      ("*:0/0", "'0' is no step of a minute"),
      ("Funday 10:00", "'Funday' is no weekday"),
      ("Mon, Tue", "'' is no weekday"),
      ("Europe/Tallinn", "'Europe/Tallinn' is a zone without a time"),
      ("09:00 Europe/Tallin", "'Europe/Tallin' is no time zone that this system knows, as Europe/Tallinn"),
      ("*", "'*' is no date, as *-*-01, and no time, as 09:00"),
      ("*-*-*-* 10:00", "'*-*-*-*' has one part too many for a date"),
      ("09:00:00:00", "'09:00:00:00' is no time of the day, as 09:00"),
      ("09:00 10:00", "'10:00' is one part too many"),
      ("05:40:23.42", "'23.42' is no second"),
    ]
  )
  func refused(text: String, error: String) {
    #expect(throws: ScheduleError(error)) { try Schedule(text) }
  }
}
