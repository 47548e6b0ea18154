import Model

// Times in messages: short, in local time, with the date only where it is not the day of the message.
extension Zone {
  /// As `2026-11-23 09:00:10`.
  func text(of instant: Instant) -> String {
    let local = local(instant)
    return "\(local.date) \(local.clock)"
  }

  /// As `09:00:10` on the day of `now`, else as `Nov 23 09:00:10`.
  func text(of instant: Instant, seenAt now: Instant) -> String {
    let local = local(instant)
    guard local.date != self.local(now).date else { return local.clock }
    return "\(local.date.monthName.prefix(3)) \(local.date.day) \(local.clock)"
  }
}

extension LocalTime {
  /// As `09:00:10`, on the full minute as `09:00`.
  fileprivate var clock: String {
    let second = secondOfDay % 60
    let numbers = second == 0 ? [hour, minute] : [hour, minute, second]
    return numbers.map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
  }
}

extension LocalDate {
  private static let monthNames = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
  ]
  private static let weekdayNames = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]

  var monthName: String { LocalDate.monthNames[month - 1] }

  /// As `Monday 23 November 2026`.
  var spoken: String { "\(LocalDate.weekdayNames[weekday]) \(day) \(monthName) \(year)" }
}
