import FleepHooks
import Model

/// One section of a summary as text; a section without anything to tell says so.
struct SummarySection {
  let section: SummaryReport.Section
  let period: Range<Instant>
  let zone: Zone
  let now: Instant

  var isQuiet: Bool {
    switch section {
    case .values: false
    case .top(_, let counts, let others): counts.isEmpty && others == 0
    case .alerts(_, let episodes): episodes.isEmpty
    }
  }

  var text: String {
    switch section {
    case .values(let title, let unit, let readings): heading(title, body: values(readings, unit: unit))
    case .top(let title, let counts, let others): heading(title, body: top(counts, others: others))
    case .alerts(let title, let episodes): heading(title, body: alerts(episodes))
    }
  }

  private func heading(_ title: String, body: String) -> String {
    // A code block ends with a line feed of its own.
    "\(Markup.bold(Markup.inertLine(title)))\n\(body.hasSuffix("\n") ? body.dropLast() : body[...])"
  }

  private func values(_ readings: [SummaryReport.Reading], unit: String) -> String {
    guard !readings.isEmpty else { return "no value" }
    let rows = readings.map { reading in
      [reading.labels.pairs.map { $0.value }.joined(separator: " "), text(of: reading.value, unit: unit)]
    }
    if rows.count == 1 { return rows[0].filter { !$0.isEmpty }.map(Markup.inertLine).joined(separator: ": ") }
    return TextTable(rows: rows, alignment: [.left, .right]).codeBlock
  }

  private func text(of value: Double?, unit: String) -> String {
    guard let value else { return "no value" }
    return switch SectionDefinition.ValueSection.Unit(rawValue: unit) {
    case .percent: Quantity.short(value) + " %"
    case .bytes: Quantity.bytes(value)
    case .seconds: Quantity.duration(seconds: value)
    case nil, .some(.none): Quantity.short(value)
    }
  }

  private func top(_ counts: [SummaryReport.Count], others: Int) -> String {
    guard !counts.isEmpty else { return others == 0 ? "none" : "\(others) lines" }
    var rows = counts.map { ["\($0.count)", $0.value] }
    if others > 0 { rows.append(["\(others)", "others"]) }
    return TextTable(rows: rows, alignment: [.right, .left]).codeBlock
  }

  private func alerts(_ episodes: [SummaryReport.Episode]) -> String {
    guard !episodes.isEmpty else { return "none, all quiet" }
    let open = episodes.filter { $0.endsAt == nil }
    let title = open.isEmpty ? "\(episodes.count), none still open" : "\(episodes.count), \(open.count) still open"
    return ([title] + EpisodeCount.byName(episodes, until: now).map { $0.text(zone: zone, now: now) })
      .joined(separator: "\n")
  }
}
