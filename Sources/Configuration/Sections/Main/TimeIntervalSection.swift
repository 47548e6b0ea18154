import Model

/// A named set of times.
enum TimeIntervalSection: Section {
  static let title = "time interval"

  static let name = Key("name", .timeIntervalDefinition, required: true, "What routes call it.")
  static let parts = Key(
    "time_intervals",
    .list(of: .section(TimeIntervalPartSection.self)),
    required: true,
    "Its parts, of which any is enough."
  )

  static let keys: [any DescribedKey] = [name, parts]

  static func decode(_ mapping: Mapping<Self>) -> TimeIntervalDefinition? {
    guard let name = mapping[name], let parts = mapping[parts] else { return nil }
    return TimeIntervalDefinition(name: name, parts: parts)
  }
}

/// One part of a time interval: all that it says must hold.
enum TimeIntervalPartSection: Section {
  static let title = "time interval's part"

  static let times = Key("times", .list(of: .section(TimesSection.self)), "Times of the day.")
  static let weekdays = Key(
    "weekdays",
    .list(of: CalendarNames.weekdays.range),
    "Days such as `monday`, or `monday:friday`."
  )
  static let daysOfMonth = Key(
    "days_of_month",
    .list(of: CalendarNames.daysOfMonth.range),
    "Days such as `1`, or `1:5`; negative ones count from the month's end."
  )
  static let months = Key(
    "months",
    .list(of: CalendarNames.months.range),
    "Months such as `may`, `5`, or `may:august`."
  )
  static let years = Key("years", .list(of: CalendarNames.years.range), "Years such as `2026`, or `2026:2028`.")
  static let location = Key("location", .zone, "The time zone; without it, the system's.")

  static let keys: [any DescribedKey] = [times, weekdays, daysOfMonth, months, years, location]

  static func decode(_ mapping: Mapping<Self>) -> TimeIntervalDefinition.Part? {
    TimeIntervalDefinition.Part(
      times: mapping[times] ?? [],
      weekdays: mapping[weekdays] ?? [],
      daysOfMonth: mapping[daysOfMonth] ?? [],
      months: mapping[months] ?? [],
      years: mapping[years] ?? [],
      location: mapping[location]
    )
  }
}

/// A range of the day.
enum TimesSection: Section {
  static let title = "range of times"

  static let start = Key("start_time", .timeOfDay, required: true, "From this time on.")
  static let end = Key(
    "end_time",
    .timeOfDay,
    required: true,
    "Up to, and without, this time; `24:00` is the day's end. Before the start: over midnight."
  )

  static let keys: [any DescribedKey] = [start, end]

  static func decode(_ mapping: Mapping<Self>) -> TimeIntervalDefinition.Part.Times? {
    guard let start = mapping[start], let end = mapping[end] else { return nil }
    if start == end { mapping.error("start and end are the same time") }
    return TimeIntervalDefinition.Part.Times(startMinute: start, endMinute: end)
  }
}
