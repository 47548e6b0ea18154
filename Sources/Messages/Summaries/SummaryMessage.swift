import FleepHooks
import Model

/// The text of a summary: a title with the period, then a paragraph for each section.
struct SummaryMessage {
  let report: SummaryReport
  let host: String
  let zone: Zone
  /// Later than this after its schedule point, a summary says so.
  private static let tolerance = Duration.minutes(5)

  var text: String {
    let sections = report.sections.map { sectionText(of: $0) }
    var text = title
    if sections.allSatisfy({ $0.isQuiet }) { text += "\n\nA quiet period: nothing to tell." }
    var isAfterLine = false
    for section in sections {
      text += (isAfterLine && section.isOneLine ? "\n" : "\n\n") + section.text
      isAfterLine = section.isOneLine
    }
    return text
  }

  private func sectionText(of section: SummaryReport.Section) -> any SectionText {
    switch section {
    case .values(let title, let unit, let readings):
      ValuesText(title: title, unit: .init(rawValue: unit) ?? .none, readings: readings)
    case .top(let title, let counts, let others):
      TopText(title: title, counts: counts, others: others)
    case .alerts(let title, let episodes):
      AlertsText(title: title, episodes: episodes, zone: zone, now: report.time)
    }
  }

  private var title: String {
    let name = Markup.bold(Markup.inertLine(report.summary.text))
    var title = "📊 \(name) on \(Markup.inertLine(host)), \(period)"
    let delay = report.time - report.scheduled
    if delay > SummaryMessage.tolerance {
      title += "\n🕓 Late: was due at \(zone.text(of: report.scheduled, seenAt: report.time)), \(delay.spoken) ago"
    }
    return title
  }

  /// A day by its name, a shorter or longer time by its ends.
  private var period: String {
    let (start, end) = (zone.local(report.period.lowerBound), zone.local(report.period.upperBound))
    let wholeDays = start.secondOfDay == 0 && end.secondOfDay == 0
    if wholeDays, end.date.daysSinceEpoch == start.date.daysSinceEpoch + 1 { return start.date.spoken }
    if wholeDays { return "\(start.date) to \(LocalDate(daysSinceEpoch: end.date.daysSinceEpoch - 1))" }
    return "\(zone.text(of: report.period.lowerBound)) to \(zone.text(of: report.period.upperBound))"
  }
}
