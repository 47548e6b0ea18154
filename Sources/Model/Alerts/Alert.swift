/// An alert as it was at one moment: what messages are made from.
package struct Alert: Sendable, Equatable, Codable {
  package enum Status: String, Sendable, Codable {
    case firing
    case resolved
  }

  package var name: AlertName
  /// The rule, where its name is not the alert's: what was written down before rules had names of their own reads as it did.
  private var otherRule: RuleName?
  /// With `alert`, `severity` and the external labels.
  package var labels: Labels
  package var status: Status
  package var startsAt: Instant
  package var endsAt: Instant?
  /// Matching lines so far in this episode.
  package var count: Int
  package var window: Duration?
  package var value: Double?
  /// The captures and fields of the last match.
  package var fields: [String: String]
  /// The last few lines, oldest first.
  package var lines: [String]
  package var source: SourceName?
  package var origin: String
  /// Mustache templates by name, as the rule has them.
  package var annotations: [String: String]

  package init(
    name: AlertName,
    rule: RuleName? = nil,
    labels: Labels,
    status: Status,
    startsAt: Instant,
    endsAt: Instant? = nil,
    count: Int = 0,
    window: Duration? = nil,
    value: Double? = nil,
    fields: [String: String] = [:],
    lines: [String] = [],
    source: SourceName? = nil,
    origin: String = "",
    annotations: [String: String] = [:]
  ) {
    self.name = name
    self.labels = labels
    self.status = status
    self.startsAt = startsAt
    self.endsAt = endsAt
    self.count = count
    self.window = window
    self.value = value
    self.fields = fields
    self.lines = lines
    self.source = source
    self.origin = origin
    self.annotations = annotations
    otherRule = rule?.text == name.text ? nil : rule
  }

  /// The rule that it is of.
  package var rule: RuleName { otherRule ?? RuleName(name.text) }

  /// How bad it is, from the label `severity`.
  package var severity: Severity { Severity(labels["severity"]) }

  /// Eight hexadecimal digits that stay the same over firing, repeats, changes of severity and resolution, and on every
  /// machine: the dedup key that people see.
  ///
  /// Alerts of two rules never have the same one.
  package var key: String {
    var identity = labels
    identity["severity"] = ""
    if let otherRule { identity["alert"] = otherRule.text }
    return String(identity.fingerprint.hexadecimal.prefix(8))
  }
}

extension Alert {
  /// Written out for the sake of one key: for programs, ``window`` is in seconds.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(name, forKey: .name)
    try container.encodeIfPresent(otherRule, forKey: .otherRule)
    try container.encode(labels, forKey: .labels)
    try container.encode(status, forKey: .status)
    try container.encode(startsAt, forKey: .startsAt)
    try container.encodeIfPresent(endsAt, forKey: .endsAt)
    try container.encode(count, forKey: .count)
    if encoder.isForPrograms {
      try container.encodeIfPresent(window?.inSeconds, forKey: .window)
    } else {
      try container.encodeIfPresent(window, forKey: .window)
    }
    try container.encodeIfPresent(value, forKey: .value)
    try container.encode(fields, forKey: .fields)
    try container.encode(lines, forKey: .lines)
    try container.encodeIfPresent(source, forKey: .source)
    try container.encode(origin, forKey: .origin)
    try container.encode(annotations, forKey: .annotations)
  }
}
