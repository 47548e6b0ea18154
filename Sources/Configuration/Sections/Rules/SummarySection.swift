import Model

/// A summary.
enum SummarySection: Section {
  static let title = "summary"

  static let summary = Key<SummaryName>("summary", .definition(.summary), required: true, "The summary's name.")
  static let schedule = Key(
    "schedule",
    .schedule,
    required: true,
    "When it is made, as systemd's `OnCalendar=` or a crontab line writes it."
  )
  static let period = Setting(
    "period",
    .duration(from: .minutes(1)),
    default: "1d",
    "What it looks back over; whole days end at midnight."
  )
  static let hook = Key<HookName>("hook", .reference(to: .hook), "Where it goes; without it, the root route's hook.")
  static let user = Key("user", .text, "The sender name that Fleep shows; without it, the hook's.")
  static let sections = Key(
    "sections",
    .list(of: .section(SummaryPartSection.self)),
    required: true,
    "Its sections, in order."
  )
  static let message = Key("message", .text, "One Mustache template in place of sections.")

  static let keys: [any DescribedKey] = [summary, schedule, period, hook, user, sections, message]

  static func decode(_ mapping: Mapping<Self>) -> SummaryDefinition? {
    _ = mapping[message]
    let sections = mapping[sections]
    if sections?.isEmpty ?? false { mapping.error("a summary without sections says nothing", at: Self.sections) }
    guard let name = mapping[summary], let schedule = mapping[schedule], let sections else { return nil }
    return SummaryDefinition(
      name: name,
      schedule: schedule,
      period: mapping[period],
      hook: mapping[hook],
      user: mapping[user],
      sections: sections
    )
  }
}

/// A part of a summary: one key, which says its kind.
enum SummaryPartSection: Section {
  static let title = "summary section"

  static let value = Key("value", .section(ValueSection.self), "The present value of a metric.")
  static let top = Key("top", .section(TopSection.self), "The most frequent values of a capture.")
  static let alerts = Key("alerts", .section(AlertsSection.self), "What fired, for how long, and what is still open.")
  static let table = Key("table", .unbuilt, "The series of an expression as a table.")
  static let chart = Key("chart", .unbuilt, "The series of an expression as a picture.")
  static let patterns = Key("patterns", .unbuilt, "Kinds of lines that were not seen before.")
  static let delivery = Key("delivery", .unbuilt, "What was sent, merged, retried and failed.")
  static let command = Key("command", .unbuilt, "What a command prints.")

  static let keys: [any DescribedKey] = [value, top, alerts, table, chart, patterns, delivery, command]

  static func decode(_ mapping: Mapping<Self>) -> SectionDefinition? {
    switch mapping.onlyOne(of: keys) {
    case value.name: mapping[value].map { .value($0) }
    case top.name: mapping[top].map { .top($0) }
    case alerts.name: mapping[alerts].map { .alerts(title: $0) }
    default: nil
    }
  }
}
