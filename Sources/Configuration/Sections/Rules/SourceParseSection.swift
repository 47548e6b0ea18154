import Model

/// How fields are got from a line.
enum SourceParseSection: Section {
  static let title = "parse setting"

  static let grok = Key("grok", .pattern, "A pattern of named patterns, such as `%{COMBINEDAPACHELOG}`.")
  static let regex = Key("regex", .pattern, "A pattern with named captures.")
  static let json = Key("json", .mark, "Each line is a JSON object.")
  static let logfmt = Key("logfmt", .mark, "Each line is `key=value` pairs.")

  static let keys: [any DescribedKey] = [grok, regex, json, logfmt]

  static func decode(_ mapping: Mapping<Self>) -> (value: SourceDefinition.Parse, fields: RuleFields)? {
    switch mapping.onlyOne(of: keys) {
    case grok.name: mapping[grok].map { (.grok($0.text), $0.fields) }
    case regex.name: mapping[regex].map { (.regex($0.text), $0.fields) }
    case json.name: mapping[json].map { _ in (.json, .open) }
    case logfmt.name: mapping[logfmt].map { _ in (.logfmt, .open) }
    default: nil
    }
  }
}

/// How a line's own time is read.
enum EventTimeSection: Section {
  static let title = "time setting"

  static let field = Key(
    "field",
    .located(.text),
    "The field that holds the time; without it, the line begins with it."
  )
  static let format = Key(
    "format",
    .timeFormat,
    required: true,
    "A format as strptime(3) has it, with `%f` for a fraction of a second and `%Z` for a zone's name."
  )
  static let location = Key("location", .zone, "The zone of times that name none; without it, the system's.")

  static let keys: [any DescribedKey] = [field, format, location]

  static func decode(
    _ mapping: Mapping<Self>
  ) -> (field: Located<String>?, format: String, location: String?)? {
    guard let format = mapping[format] else { return nil }
    return (mapping[field], format, mapping[location])
  }
}

/// How lines are joined to events.
enum MultilineSection: Section {
  static let title = "multiline setting"

  static let start = Key("start", .pattern, "A line that begins an event.")
  static let continuation = Key("continuation", .pattern, "A line that belongs to the event before it.")
  static let end = Key("end", .pattern, "A line that ends an event.")
  static let maxLines = Setting("max_lines", .count(1...100_000), default: "500", "Longer events are cut.")
  static let timeout = Setting(
    "timeout",
    .positiveDuration,
    default: "1s",
    "An event that nothing follows ends after so long."
  )

  static let keys: [any DescribedKey] = [start, continuation, end, maxLines, timeout]

  static func decode(_ mapping: Mapping<Self>) -> Multiline? {
    if ![start, continuation, end].contains(where: { mapping.has($0) }) {
      mapping.error("a multiline setting needs 'start', 'continuation' or 'end'")
    }
    return Multiline(
      start: mapping[start]?.text,
      continuation: mapping[continuation]?.text,
      end: mapping[end]?.text,
      maxLines: mapping[maxLines],
      timeout: mapping[timeout]
    )
  }
}
