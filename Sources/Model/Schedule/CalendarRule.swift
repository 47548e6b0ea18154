/// Which local times belong to a schedule: what both ways of writing one are read into.
struct CalendarRule: Sendable, Equatable {
  /// How the day of the month is counted.
  enum DayCount: Sendable {
    case fromStart
    /// 1 is the month's last day.
    case fromEnd
  }

  /// What a date must meet of the day of the month and the weekday.
  enum DayChoice: Sendable {
    case both
    /// Crontab's rule where both are given.
    case either
  }

  static let yearBounds = 1970...2199

  var years = CalendarField(yearBounds)
  var months = CalendarField(1...12)
  var days = CalendarField(1...31)
  var dayCount = DayCount.fromStart
  /// 0 is Monday.
  var weekdays = CalendarField(0...6)
  var dayChoice = DayChoice.both
  var hours = CalendarField([0])
  var minutes = CalendarField([0])
  var seconds = CalendarField([0])

  /// The first local time after `local` that belongs to the schedule; nil where there is none before the year 2200.
  func next(after local: LocalTime) -> LocalTime? {
    var date = local.date
    var earliest = local.secondOfDay + 1
    while date.year <= CalendarRule.yearBounds.upperBound {
      if !years.contains(date.year) {
        date = LocalDate(year: date.year + 1, month: 1, day: 1)
      } else if !months.contains(date.month) {
        date = date.firstOfNextMonth
      } else if takesDay(of: date), let second = firstSecond(from: earliest) {
        return LocalTime(date: date, secondOfDay: second)
      } else {
        date = LocalDate(daysSinceEpoch: date.daysSinceEpoch + 1)
      }
      earliest = 0
    }
    return nil
  }

  private func takesDay(of date: LocalDate) -> Bool {
    let day =
      switch dayCount {
      case .fromStart: days.contains(date.day)
      case .fromEnd: days.contains(date.daysInMonth - date.day + 1)
      }
    let weekday = weekdays.contains(date.weekday)
    return switch dayChoice {
    case .both: day && weekday
    case .either: day || weekday
    }
  }

  private func firstSecond(from earliest: Int) -> Int? {
    for hour in hours.values where hour * 3600 + 3599 >= earliest {
      for minute in minutes.values where hour * 3600 + minute * 60 + 59 >= earliest {
        for second in seconds.values {
          let secondOfDay = hour * 3600 + minute * 60 + second
          if secondOfDay >= earliest { return secondOfDay }
        }
      }
    }
    return nil
  }
}
