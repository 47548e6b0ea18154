/// Reads the time of a crontab line: five places, `0 9 * * mon-fri`, or a name such as `@daily`.
enum Crontab {
  private static let named = [
    "@hourly": "0 * * * *",
    "@daily": "0 0 * * *",
    "@midnight": "0 0 * * *",
    "@weekly": "0 0 * * 0",
    "@monthly": "0 0 1 * *",
    "@yearly": "0 0 1 1 *",
    "@annually": "0 0 1 1 *",
  ]
  private static let monthNames = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]

  /// A crontab's way of writing has five places, or begins with `@`; nothing else has.
  static func recognizes(_ words: [Substring]) -> Bool {
    words.count == 5 || words.first?.first == "@"
  }

  static func read(_ words: [Substring]) throws(ScheduleError) -> CalendarRule {
    if let name = words.first, name.first == "@" {
      guard words.count == 1, let line = named[name.lowercased()] else {
        throw ScheduleError("'\(words.joined(separator: " "))' is no time that a crontab names, as @daily")
      }
      return try read(line.split(separator: " "))
    }
    var rule = CalendarRule()
    rule.minutes = try reader("minute", 0...59).read(words[0])
    rule.hours = try reader("hour", 0...23).read(words[1])
    rule.days = try reader("day of the month", 1...31).read(words[2])
    rule.months = try reader("month", 1...12, names: monthNames).read(words[3])
    // 0 and 7 are Sunday; ours begins with Monday.
    let weekdays = try reader("weekday", 0...7, names: ["sun"] + weekdayNames).read(words[4])
    rule.weekdays = CalendarField(weekdays.values.map { ($0 + 6) % 7 })
    rule.dayChoice = words[2].hasPrefix("*") || words[4].hasPrefix("*") ? .both : .either
    return rule
  }

  private static func reader(_ place: String, _ bounds: ClosedRange<Int>, names: [String] = []) -> FieldReader {
    FieldReader(place: place, bounds: bounds, names: names, rangeMark: "-", starTakesStep: true)
  }
}
