extension Shape<Int> {
  /// Minutes of the day, from `00:00` to `24:00`.
  static var timeOfDay: Shape {
    scalar(ScalarForm("a time of the day (such as '09:30')", pattern: "^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$")) {
      text in
      let parts = text.split(separator: ":", omittingEmptySubsequences: false)
      guard parts.count == 2, parts.allSatisfy({ $0.count == 2 }), let hour = Int(parts[0]), let minute = Int(parts[1]),
        (0...23).contains(hour) && (0...59).contains(minute) || (hour == 24 && minute == 0)
      else { return nil }
      return hour * 60 + minute
    }
  }
}

/// A kind of calendar unit: its numbers, and the names that some of them have.
struct CalendarNames: Sendable {
  let words: String
  let numbers: [ClosedRange<Int>]
  var names: [String] = []
  /// The number of the first name.
  var first = 0

  static let weekdays = CalendarNames(
    words: "a weekday (such as 'monday') or a range of them ('monday:friday')",
    numbers: [],
    names: ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"]
  )
  static let months = CalendarNames(
    words: "a month (such as 'may' or '5') or a range of them ('may:august')",
    numbers: [1...12],
    names: [
      "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
      "december",
    ],
    first: 1
  )
  static let daysOfMonth = CalendarNames(
    words: "a day of the month (1 to 31, or -31 to -1 from its end) or a range of them ('1:5')",
    numbers: [1...31, -31...(-1)]
  )
  static let years = CalendarNames(words: "a year or a range of them ('2026:2028')", numbers: [1970...9999])

  /// One value, or two with a colon between them, the lower one first.
  var range: Shape<ClosedRange<Int>> {
    .scalar(ScalarForm(words)) { text in
      let bounds = text.split(separator: ":", omittingEmptySubsequences: false).map { value(of: String($0).trimmed) }
      guard (1...2).contains(bounds.count), let lower = bounds[0], let upper = bounds[bounds.count - 1] else {
        return nil
      }
      return lower <= upper ? lower...upper : nil
    }
  }

  private func value(of text: String) -> Int? {
    if let place = names.firstIndex(of: text.lowercased()) { return first + place }
    guard let number = Int(text), numbers.contains(where: { $0.contains(number) }) else { return nil }
    return number
  }
}
