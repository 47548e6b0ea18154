/// What a clock and a calendar on a wall show, in no zone: a Gregorian date and a time of the day.
package struct LocalTime: Hashable, Comparable, Sendable {
  /// As if the local time were UTC.
  package let nanoseconds: Int64

  package init(nanoseconds: Int64) {
    self.nanoseconds = nanoseconds
  }

  /// Dates that are centuries away stay at the ends of the range.
  package init(date: LocalDate, secondOfDay: Int = 0) {
    nanoseconds = Duration.seconds(date.daysSinceEpoch * 86_400 + secondOfDay).nanoseconds
  }

  private static let nanosecondsOfDay: Int64 = 86_400_000_000_000

  package var date: LocalDate {
    let (days, rest) = nanoseconds.quotientAndRemainder(dividingBy: LocalTime.nanosecondsOfDay)
    return LocalDate(daysSinceEpoch: Int(rest < 0 ? days - 1 : days))
  }

  /// Whole seconds since midnight.
  package var secondOfDay: Int {
    let rest = nanoseconds % LocalTime.nanosecondsOfDay
    return Int((rest < 0 ? rest + LocalTime.nanosecondsOfDay : rest) / 1_000_000_000)
  }

  package var hour: Int { secondOfDay / 3600 }
  package var minute: Int { secondOfDay / 60 % 60 }

  package static func < (left: LocalTime, right: LocalTime) -> Bool { left.nanoseconds < right.nanoseconds }
}
