import Model

/// The instant of a text such as `2026-11-24 12:00:00`, in UTC.
func instant(_ text: String) -> Instant {
  let numbers = text.split { !$0.isNumber }.compactMap { Int($0) }
  let date = LocalDate(year: numbers[0], month: numbers[1], day: numbers[2])
  return Zone.utc.instant(LocalTime(date: date, secondOfDay: numbers[3] * 3600 + numbers[4] * 60 + numbers[5]))
}

/// The text of an instant, in UTC.
func text(of instant: Instant) -> String {
  let local = Zone.utc.local(instant)
  let numbers = [local.hour, local.minute, local.secondOfDay % 60]
  return "\(local.date) " + numbers.map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
}

/// The first points of a schedule after an instant, in UTC.
func firstPoints(of schedule: Schedule, after start: String, count: Int) -> [String] {
  var points: [String] = []
  var last = instant(start)
  while points.count < count, let next = schedule.next(after: last) {
    points.append(text(of: next))
    last = next
  }
  return points
}
