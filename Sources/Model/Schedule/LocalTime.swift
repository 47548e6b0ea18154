/// What a clock and a calendar on a wall show, in no zone: a Gregorian date and a time of the day.
package struct LocalTime: Hashable, Comparable, Sendable {
  /// As if the local time were UTC.
  package let nanoseconds: Int64

  package init(nanoseconds: Int64) {
    self.nanoseconds = nanoseconds
  }

  package init(date: LocalDate, hour: Int = 0, minute: Int = 0, second: Int = 0) {
    let seconds = date.daysSinceEpoch * 86_400 + hour * 3600 + minute * 60 + second
    nanoseconds = Int64(seconds) * 1_000_000_000
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
  package var second: Int { secondOfDay % 60 }

  package static func < (left: LocalTime, right: LocalTime) -> Bool { left.nanoseconds < right.nanoseconds }
}

/// A day of the Gregorian calendar.
package struct LocalDate: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let daysSinceEpoch: Int
  package let year: Int
  package let month: Int
  package let day: Int

  /// Counts from 1970-01-01 in eras of 400 years, whose days are always 146,097; years begin in March, so that the leap day is a year's last.
  package init(daysSinceEpoch: Int) {
    self.daysSinceEpoch = daysSinceEpoch
    let days = daysSinceEpoch + 719_468
    let era = (days >= 0 ? days : days - 146_096) / 146_097
    let dayOfEra = days - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
    month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  package init(year: Int, month: Int, day: Int) {
    let marchYear = month <= 2 ? year - 1 : year
    let era = (marchYear >= 0 ? marchYear : marchYear - 399) / 400
    let yearOfEra = marchYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    self.init(daysSinceEpoch: era * 146_097 + dayOfEra - 719_468)
  }

  /// 0 is Monday.
  package var weekday: Int { (daysSinceEpoch % 7 + 10) % 7 }

  package var daysInMonth: Int {
    let next =
      month == 12 ? LocalDate(year: year + 1, month: 1, day: 1) : LocalDate(year: year, month: month + 1, day: 1)
    return next.daysSinceEpoch - LocalDate(year: year, month: month, day: 1).daysSinceEpoch
  }

  package static func < (left: LocalDate, right: LocalDate) -> Bool { left.daysSinceEpoch < right.daysSinceEpoch }

  /// As `2026-11-23`.
  package var description: String {
    func padded(_ number: Int, _ width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }
}
