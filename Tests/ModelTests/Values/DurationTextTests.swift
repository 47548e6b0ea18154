import Model
import Testing

@Suite struct DurationTextTests {
  @Test(
    "a duration of the rule language is read and written exactly",
    arguments: [
      ("500ms", .milliseconds(500)), ("10s", .seconds(10)), ("5m", .minutes(5)), ("2h", .hours(2)), ("1d", .days(1)),
      ("1w", .days(7)), ("1h30m", .minutes(90)), ("1w2d3h4m5s6ms", .milliseconds(788_645_006)), ("0s", .zero),
    ] as [(String, Duration)]
  )
  func read(text: String, expected: Duration) {
    #expect(Duration(text: text) == expected)
    #expect(expected.text == text)
  }

  @Test(
    "a text that is no duration is none",
    arguments: ["", "5", "m", "5 m", "-5m", "1.5h", "5M", "5min", "99999999999w", "5m-", "٥m"]
  )
  func refused(text: String) {
    #expect(Duration(text: text) == nil)
  }

  @Test(
    "a duration is spoken with two units at most",
    arguments: [
      (.zero, "0 s"), (.milliseconds(900), "0 s"), (.seconds(12), "12 s"), (.seconds(60), "1 min"),
      (.seconds(61), "1 min 1 s"), (.minutes(130), "2 h 10 min"), (.seconds(7201), "2 h"), (.days(4), "4 d"),
      (.hours(30), "1 d 6 h"), (.seconds(-5), "0 s"),
    ] as [(Duration, String)]
  )
  func spoken(duration: Duration, expected: String) {
    #expect(duration.spoken == expected)
  }

  @Test("sums of instants and durations stay within the range")
  func bounds() {
    #expect(Instant.distantFuture + .days(1) == .distantFuture)
    #expect(Instant.distantPast - .days(1) == .distantPast)
    #expect(Instant.distantPast.duration(to: .distantFuture) == .nanoseconds(Int64.max))
    #expect(Instant(nanoseconds: -1).milliseconds == -1)
    #expect(Duration.seconds(Int64.max).nanoseconds == .max)
  }
}
