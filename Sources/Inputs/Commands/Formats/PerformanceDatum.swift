/// One item of a plugin's performance data: `'label'=value[UOM];[warn];[crit];[min];[max]`.
struct PerformanceDatum: Equatable {
  var label: String
  var value: Double
  var warn: Double?
  var crit: Double?
  var min: Double?
  var max: Double?

  private static let scales: [String: Double] = [
    "": 1, "s": 1, "ms": 1e-3, "us": 1e-6, "%": 1, "c": 1,
    "B": 1, "KB": 1024, "MB": 1_048_576, "GB": 1_073_741_824, "TB": 1_099_511_627_776,
  ]

  /// The data of an output: what follows `|` in the first line, and in the lines after it from the next `|` on.
  static func all(in output: String) -> [PerformanceDatum] {
    var data: [PerformanceDatum] = []
    var isInLongData = false
    for (index, line) in output.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      let bar = line.firstIndex(of: "|")
      if let bar {
        data += items(in: line[line.index(after: bar)...])
        isInLongData = index > 0
      } else if isInLongData {
        data += items(in: line)
      }
    }
    return data
  }

  private static func items(in text: Substring) -> [PerformanceDatum] {
    var items: [PerformanceDatum] = []
    var rest = text
    while true {
      rest = rest.drop { $0.isWhitespace }
      guard !rest.isEmpty else { return items }
      let label = takeLabel(from: &rest)
      let fields = rest.prefix { !$0.isWhitespace }
      rest = rest.dropFirst(fields.count)
      if let label, let item = PerformanceDatum(label: label, fields: fields) { items.append(item) }
    }
  }

  /// Takes a label and its `=`; nil where there is none, with what was looked at in vain taken away.
  private static func takeLabel(from rest: inout Substring) -> String? {
    guard rest.first == "'" else {
      let word = rest.prefix { !$0.isWhitespace }
      guard let equals = word.lastIndex(of: "="), equals > word.startIndex else { return nil }
      rest = rest[rest.index(after: equals)...]
      return String(word[..<equals])
    }
    var label = ""
    var place = rest.index(after: rest.startIndex)
    while place < rest.endIndex {
      let next = rest.index(after: place)
      guard rest[place] == "'" else {
        label.append(rest[place])
        place = next
        continue
      }
      // Two quotes stand for one, a quote and an equals sign end the label.
      guard next < rest.endIndex, rest[next] == "'" else {
        guard next < rest.endIndex, rest[next] == "=", !label.isEmpty else { break }
        rest = rest[rest.index(after: next)...]
        return label
      }
      label.append("'")
      place = rest.index(after: next)
    }
    rest = rest[place...]
    return nil
  }

  /// Reads `value[UOM];[warn];[crit];[min];[max]`; nil for `U`, which is a value that the plugin does not know.
  private init?(label: String, fields text: Substring) {
    let fields = text.split(separator: ";", omittingEmptySubsequences: false)
    guard let first = fields.first else { return nil }
    let unit = String(first.reversed().prefix { $0.isLetter || $0 == "%" }.reversed())
    guard let scale = Self.scales[unit], let value = Number.read(first.dropLast(unit.count)) else { return nil }
    func field(_ index: Int) -> Substring { index < fields.count ? fields[index] : "" }
    func scaled(_ number: Double?) -> Double? { number.map { $0 * scale } }
    self.label = label
    self.value = value * scale
    warn = scaled(Self.bound(of: field(1)))
    crit = scaled(Self.bound(of: field(2)))
    min = scaled(Number.read(field(3)))
    max = scaled(Number.read(field(4)))
  }

  /// The number that a threshold range turns on: its end, or its start where it has no end (`10:`); `~` and `@` are left out.
  private static func bound(of range: Substring) -> Double? {
    let ends = range.drop { $0 == "@" }.split(separator: ":", omittingEmptySubsequences: false)
    return ends.last.flatMap { Number.read($0) } ?? ends.first.flatMap { Number.read($0) }
  }
}
