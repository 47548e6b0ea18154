package import Model

/// A value that a template can show.
package enum TemplateValue: Sendable, Equatable {
  case text(String)
  case number(Double)
  case duration(Duration)
  /// Shown as local time.
  case instant(Instant)
  case list([String])
  /// Each by its name, as `labels.ip`.
  case labels(Labels)

  /// The value as a number: a duration's seconds, a text that is one.
  var number: Double? {
    switch self {
    case .text(let text): Double(text)
    case .number(let number): number
    case .duration(let duration): duration.inSeconds
    case .instant(let instant): instant.seconds
    case .list, .labels: nil
    }
  }

  /// The value as a point in time: a number is seconds since 1970.
  var instant: Instant? {
    if case .instant(let instant) = self { return instant }
    return number.flatMap { abs($0) < 9e9 ? Instant(seconds: $0) : nil }
  }

  var plainText: String { text(in: .utc) }

  /// The value as a message shows it.
  func text(in zone: Zone) -> String {
    switch self {
    case .text(let text): text
    case .number(let number): Quantity.plain(number)
    case .duration(let duration): duration.spoken
    case .instant(let instant): zone.text(of: instant)
    case .list(let lines): lines.joined(separator: "\n")
    case .labels(let labels): labels.pairs.map { "\($0.name): \($0.value)" }.joined(separator: ", ")
    }
  }

  /// Whether a section over it is left out.
  var isEmpty: Bool {
    switch self {
    case .text(let text): text.isEmpty
    case .list(let lines): lines.isEmpty
    case .labels(let labels): labels.isEmpty
    case .number, .duration, .instant: false
    }
  }
}
