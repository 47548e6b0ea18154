/// A day of the Gregorian calendar.
package struct LocalDate: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let daysSinceEpoch: Int
  package let year: Int
  package let month: Int
  package let day: Int

  // Counted in eras of 400 years, which always have 146,097 days; years begin in March, so that the leap day is a year's last.
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

  package var firstOfNextMonth: LocalDate {
    month == 12 ? LocalDate(year: year + 1, month: 1, day: 1) : LocalDate(year: year, month: month + 1, day: 1)
  }

  package var daysInMonth: Int { firstOfNextMonth.daysSinceEpoch - daysSinceEpoch + day - 1 }

  package static func < (left: LocalDate, right: LocalDate) -> Bool { left.daysSinceEpoch < right.daysSinceEpoch }

  /// As `2026-11-23`.
  package var description: String {
    [(year, 4), (month, 2), (day, 2)].map { String($0).zeroPadded(to: $1) }.joined(separator: "-")
  }
}
