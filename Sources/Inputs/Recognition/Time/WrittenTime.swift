internal import Model

/// A time as a line writes it, with what it leaves out.
struct WrittenTime: Equatable {
  var year: Int?
  var month: Int?
  var day: Int?
  var dayOfYear: Int?
  var hour = 0
  var minute = 0
  var second = 0
  var nanosecond = 0
  var isAfternoon = false
  var offset: Duration?
  var zone: Zone?
  /// Seconds since 1970; then nothing else counts but the fraction.
  var epoch: Int?

  /// Years that an ``Instant`` can hold with room to spare: what is written is anybody's, and other years are no time at all.
  private static let years = 1900...2199

  /// The instant, in the zone where the time itself names none; nil for a date that no calendar has, or that is centuries away.
  func instant(in sourceZone: Zone, now: Instant) -> Instant? {
    if let epoch {
      guard epoch < Int(Int64.max / 1_000_000_000) else { return nil }
      return Instant(nanoseconds: Int64(epoch) * 1_000_000_000 + Int64(nanosecond))
    }
    let zone = zone ?? sourceZone
    return dates(now: now, zone: zone).map { date in
      let seconds = (hour + (isAfternoon ? 12 : 0)) * 3600 + minute * 60 + second
      let local = LocalTime(nanoseconds: LocalTime(date: date, secondOfDay: seconds).nanoseconds + Int64(nanosecond))
      return offset.map { Instant(nanoseconds: local.nanoseconds) - $0 } ?? zone.instant(local)
    }.min { WrittenTime.distance($0, now) < WrittenTime.distance($1, now) }
  }

  /// The dates that it may mean: those of the years, or days, around now where it does not say which.
  private func dates(now: Instant, zone: Zone) -> [LocalDate] {
    let today = zone.local(now).date
    let years = year.map { [$0] } ?? [today.year - 1, today.year, today.year + 1]
    guard years.allSatisfy(WrittenTime.years.contains) else { return [] }
    if let dayOfYear {
      return years.map {
        LocalDate(daysSinceEpoch: LocalDate(year: $0, month: 1, day: 1).daysSinceEpoch + dayOfYear - 1)
      }
    }
    guard let month else {
      guard day == nil, year == nil else { return [] }
      return (-1...1).map { LocalDate(daysSinceEpoch: today.daysSinceEpoch + $0) }
    }
    let day = day ?? 1
    return years.filter { day <= LocalDate(year: $0, month: month, day: 1).daysInMonth }.map {
      LocalDate(year: $0, month: month, day: day)
    }
  }

  private static func distance(_ one: Instant, _ other: Instant) -> Duration {
    one > other ? one - other : other - one
  }
}
