/// Reads one place of a schedule, such as the hours: values, names, ranges, steps and lists of these.
struct FieldReader {
  /// What people call the place, for errors.
  let place: String
  let bounds: ClosedRange<Int>
  /// Three letters each, for the values from the lower bound on.
  var names: [String] = []
  /// What stands between the ends of a range.
  let rangeMark: String
  /// Whether `*/5` is a way to write every fifth, as in a crontab.
  var starTakesStep = false
  /// Whether a step without a range goes downwards, as for days counted from the month's end.
  var stepsDownwards = false

  func read(_ text: Substring) throws(ScheduleError) -> CalendarField {
    if text == "*" { return CalendarField(bounds) }
    var values: [Int] = []
    for item in text.split(separator: ",", omittingEmptySubsequences: false) {
      values += try readItem(item)
    }
    return CalendarField(values)
  }

  private func readItem(_ item: Substring) throws(ScheduleError) -> [Int] {
    let parts = item.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    let step = parts.count == 2 ? try readStep(parts[1]) : nil
    if parts[0] == "*" {
      guard starTakesStep else {
        throw ScheduleError("'\(item)': a step needs its first value, as \(bounds.lowerBound)/\(step ?? 1)")
      }
      return Array(stride(from: bounds.lowerBound, through: bounds.upperBound, by: step ?? 1))
    }
    if let mark = parts[0].firstRange(of: rangeMark) {
      let first = try readValue(parts[0][..<mark.lowerBound])
      let last = try readValue(parts[0][mark.upperBound...])
      guard first <= last else { throw ScheduleError("'\(item)': the range ends before it begins") }
      return Array(stride(from: first, through: last, by: step ?? 1))
    }
    let first = try readValue(parts[0])
    guard let step else { return [first] }
    return stepsDownwards
      ? Array(stride(from: first, through: bounds.lowerBound, by: -step))
      : Array(stride(from: first, through: bounds.upperBound, by: step))
  }

  private func readStep(_ text: Substring) throws(ScheduleError) -> Int {
    guard let step = number(text), step > 0 else { throw ScheduleError("'\(text)' is no step of a \(place)") }
    return step
  }

  private func readValue(_ text: Substring) throws(ScheduleError) -> Int {
    let lowercase = text.lowercased()
    if let index = names.firstIndex(where: { lowercase == $0 || lowercase == fullNames[$0] }) {
      return bounds.lowerBound + index
    }
    guard let value = number(text) else { throw ScheduleError("'\(text)' is no \(place)") }
    guard bounds.contains(value) else {
      throw ScheduleError("\(value) is no \(place): it must be from \(bounds.lowerBound) to \(bounds.upperBound)")
    }
    return value
  }

  private func number(_ text: Substring) -> Int? {
    text.allSatisfy { $0.isASCII && $0.isNumber } ? Int(text) : nil
  }
}

/// The abbreviations of weekdays, from Monday on.
let weekdayNames = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

private let fullNames = [
  "mon": "monday", "tue": "tuesday", "wed": "wednesday", "thu": "thursday", "fri": "friday", "sat": "saturday",
  "sun": "sunday",
]
