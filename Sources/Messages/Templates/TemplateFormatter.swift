import Model

/// What can stand after a value's name: `{{value | round}}`.
package enum TemplateFormatter: String, CaseIterable, Sendable {
  case round
  case humanize
  case bytes
  case duration
  case percent
  case since
  case upper
  case lower
  case truncate

  /// Longer texts are cut by ``truncate``.
  package static let truncatedLength = 120

  /// What it does, for the manual.
  package var meaning: String {
    switch self {
    case .round: "the nearest whole number"
    case .humanize: "a number with k, M, G, T or m, µ, n: 1.23M"
    case .bytes: "a number of bytes in KiB, MiB, GiB or TiB"
    case .duration: "a number of seconds as people say it: 2 h 10 min"
    case .percent: "a share of 1 in percent: 0.053 is 5.3 %"
    case .since: "how long ago a time is"
    case .upper: "capital letters"
    case .lower: "small letters"
    case .truncate: "at most \(TemplateFormatter.truncatedLength) characters"
    }
  }

  /// The formatted value; one that the formatter is not for stays as it is, because a message must not fail on it.
  func apply(to value: TemplateValue, now: Instant) -> TemplateValue {
    switch self {
    case .round: value.number.map { .text(whole($0)) } ?? value
    case .humanize: value.number.map { .text(Quantity.humanized($0)) } ?? value
    case .bytes: value.number.map { .text(Quantity.bytes($0)) } ?? value
    case .duration: value.number.map { .text(Quantity.duration(seconds: $0)) } ?? value
    case .percent: value.number.map { .text(Quantity.short($0 * 100) + " %") } ?? value
    case .since: value.instant.map { .text((now - $0).spoken) } ?? value
    case .upper: .text(value.plainText.uppercased())
    case .lower: .text(value.plainText.lowercased())
    case .truncate: .text(value.plainText.truncated(to: TemplateFormatter.truncatedLength))
    }
  }

  private func whole(_ number: Double) -> String {
    Quantity.plain(number.rounded())
  }
}
