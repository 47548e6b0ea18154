/// Durations as rule files and messages write them: `500ms`, `10s`, `5m`, `2h`, `1d`, `1w`, and sums such as `1h30m`.
extension Duration {
  private static let units: [(name: String, nanoseconds: Int64)] = [
    ("w", 604_800_000_000_000),
    ("d", 86_400_000_000_000),
    ("h", 3_600_000_000_000),
    ("m", 60_000_000_000),
    ("s", 1_000_000_000),
    ("ms", 1_000_000),
  ]

  /// Reads a duration; nil where the text is not one.
  package init?(text: some StringProtocol) {
    var total: Int64 = 0
    var rest = Substring(text)
    guard !rest.isEmpty else { return nil }
    if rest == "0" {
      self = .zero
      return
    }
    while !rest.isEmpty {
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      rest = rest.dropFirst(digits.count)
      let name = rest.prefix { $0.isASCII && $0.isLetter }
      rest = rest.dropFirst(name.count)
      guard let count = Int64(digits), let unit = Duration.units.first(where: { $0.name == name }) else { return nil }
      let (part, tooLarge) = count.multipliedReportingOverflow(by: unit.nanoseconds)
      let (sum, carried) = total.addingReportingOverflow(part)
      guard !tooLarge, !carried else { return nil }
      total = sum
    }
    self = .nanoseconds(total)
  }

  /// The exact text of a duration in the rule language, as `1h30m`; fractions of a millisecond are dropped.
  package var text: String {
    var rest = nanoseconds
    guard rest >= 1_000_000 else { return "0s" }
    var text = ""
    for unit in Duration.units where rest >= unit.nanoseconds {
      text += "\(rest / unit.nanoseconds)\(unit.name)"
      rest %= unit.nanoseconds
    }
    return text
  }

  /// A duration as people say it in a message: at most two units, as `2 h 10 min`, `4 d`, `12 s`.
  package var spoken: String {
    let seconds = max(0, nanoseconds / 1_000_000_000)
    let units: [(name: String, seconds: Int64)] = [("d", 86_400), ("h", 3600), ("min", 60), ("s", 1)]
    guard let first = units.firstIndex(where: { seconds >= $0.seconds }) else { return "0 s" }
    var text = "\(seconds / units[first].seconds) \(units[first].name)"
    if first + 1 < units.count {
      let rest = seconds % units[first].seconds / units[first + 1].seconds
      if rest > 0 { text += " \(rest) \(units[first + 1].name)" }
    }
    return text
  }
}
