/// Reads systemd's `OnCalendar=` syntax without its zone: `Mon..Fri *-*-* 09:00:00`, `*-*~1 18:00`, `weekly`.
///
/// What it takes and what it means is as systemd.time(7) says, except that fractions of a second and `@` timestamps are refused.
struct OnCalendar {
  private var rule = CalendarRule()

  static func read(_ words: [Substring]) throws(ScheduleError) -> CalendarRule {
    if words.count == 1, let meaning = shorthands[words[0].lowercased()] {
      return try read(meaning.split(separator: " "))
    }
    var reader = OnCalendar()
    var rest = words[...]
    if let word = rest.first, word.first?.isLetter == true {
      reader.rule.weekdays = try FieldReader(
        place: "weekday",
        bounds: 0...6,
        names: weekdayNames,
        rangeMark: ".."
      ).read(word)
      rest = rest.dropFirst()
    }
    if let word = rest.first, !word.contains(":") {
      try reader.readDate(word)
      rest = rest.dropFirst()
    }
    if let word = rest.first {
      try reader.readTime(word)
      rest = rest.dropFirst()
    }
    if let word = rest.first { throw ScheduleError("'\(word)' is one part too many") }
    return reader.rule
  }

  private static let shorthands = [
    "minutely": "*-*-* *:*:00",
    "hourly": "*-*-* *:00:00",
    "daily": "*-*-* 00:00:00",
    "weekly": "Mon *-*-* 00:00:00",
    "monthly": "*-*-01 00:00:00",
    "quarterly": "*-01,04,07,10-01 00:00:00",
    "semiannually": "*-01,07-01 00:00:00",
    "semi-annually": "*-01,07-01 00:00:00",
    "yearly": "*-01-01 00:00:00",
    "annually": "*-01-01 00:00:00",
  ]

  /// `YEAR-MONTH-DAY` or `MONTH-DAY`, with `~` before a day that is counted from the month's end.
  private mutating func readDate(_ word: Substring) throws(ScheduleError) {
    guard let mark = word.lastIndex(where: { $0 == "-" || $0 == "~" }) else {
      throw ScheduleError("'\(word)' is no date, as *-*-01, and no time, as 09:00")
    }
    let before = word[..<mark].split(separator: "-", omittingEmptySubsequences: false)
    guard before.count <= 2 else { throw ScheduleError("'\(word)' has one part too many for a date") }
    if before.count == 2 { rule.years = try OnCalendar.readYears(before[0]) }
    rule.months = try FieldReader(place: "month", bounds: 1...12, rangeMark: "..").read(before[before.count - 1])
    let fromEnd = word[mark] == "~"
    rule.dayCount = fromEnd ? .fromEnd : .fromStart
    rule.days = try FieldReader(
      place: "day of the month",
      bounds: fromEnd ? 1...28 : 1...31,
      rangeMark: "..",
      stepsDownwards: fromEnd
    ).read(word[word.index(after: mark)...])
  }

  /// Years of two digits are those from 1970 to 2069.
  private static func readYears(_ text: Substring) throws(ScheduleError) -> CalendarField {
    if text.count <= 2, let short = Int(text), short >= 0 {
      return CalendarField([short < 70 ? 2000 + short : 1900 + short])
    }
    return try FieldReader(place: "year", bounds: CalendarRule.yearBounds, rangeMark: "..").read(text)
  }

  private mutating func readTime(_ word: Substring) throws(ScheduleError) {
    let parts = word.split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count) else { throw ScheduleError("'\(word)' is no time of the day, as 09:00") }
    rule.hours = try FieldReader(place: "hour", bounds: 0...23, rangeMark: "..").read(parts[0])
    rule.minutes = try FieldReader(place: "minute", bounds: 0...59, rangeMark: "..").read(parts[1])
    guard parts.count == 3 else { return }
    rule.seconds = try FieldReader(place: "second", bounds: 0...59, rangeMark: "..").read(parts[2])
  }
}
