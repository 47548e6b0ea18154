import Model

/// The present value of a metric, or of each of its series.
struct ValuesText: SectionText {
  let title: String
  let unit: SectionDefinition.ValueSection.Unit
  let readings: [SummaryReport.Reading]

  /// A value is no event: a day with values only is quiet or not by its other sections.
  var isQuiet: Bool { true }

  var body: SectionBody {
    guard readings.count > 1 else { return .beside(text(of: readings.first?.value)) }
    let rows = readings.map { [name(of: $0), text(of: $0.value)] }
    return .below(TextTable(rows: rows, alignment: [.left, .right]).codeBlock)
  }

  /// The values of the labels in which the series differ.
  private func name(of reading: SummaryReport.Reading) -> String {
    let own = reading.labels.pairs.filter { label in readings.contains { $0.labels[label.name] != label.value } }
    return own.map { $0.value }.joined(separator: " ")
  }

  private func text(of value: Double?) -> String {
    guard let value else { return "no value" }
    return switch unit {
    case .none: Quantity.short(value)
    case .percent: Quantity.short(value) + " %"
    case .bytes: Quantity.bytes(value)
    case .seconds: Quantity.duration(seconds: value)
    }
  }
}
