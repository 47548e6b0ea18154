import FleepHooks
import Model

/// Many alerts in one message, because more came than the hook's rate lets through: counts per alert, an example of each, top values.
struct MergedText {
  let episodes: Episodes
  let storm: StormTotal?
  let zone: Zone
  let now: Instant

  var text: String {
    let paragraphs =
      (episodes.alertCount == 0 ? [] : [title]) + groups.map { $0.text }
      + [episodes.tally.map { TallyText(tally: $0, zone: zone, now: now).text }].compactMap { $0 }
      + episodes.otherItems.map { LateMark(item: $0, zone: zone, now: now).marked }
    return paragraphs.joined(separator: "\n\n")
  }

  private var title: String {
    let duration = episodes.times.map { $0.upperBound - $0.lowerBound } ?? .zero
    let span = duration < .seconds(1) ? "at once" : "in \(duration.spoken)"
    var title =
      "\(episodes.sign) \(Markup.bold(episodes.alertCount.alerts)) \(span), told together to keep to the rate of this hook"
    if let storm {
      title += "\nStorm since \(zone.text(of: storm.since, seenAt: now)): \(storm.alerts) alerts so far"
    }
    return title
  }

  /// The worst first, then the most frequent.
  private var groups: [AlertGroup] {
    Dictionary(grouping: episodes.all) { $0.last.name }.values.map { AlertGroup(episodes: $0) }
      .sorted { ($1.severity, $1.episodes.count, $0.name) < ($0.severity, $0.episodes.count, $1.name) }
  }
}

/// All alerts of one name in a merged message.
private struct AlertGroup {
  /// Of a label in which the alerts differ, and labels.
  private static let valuesShown = 3
  private static let labelsShown = 3

  let episodes: [Episode]

  var name: AlertName { episodes[0].last.name }
  var severity: Severity { episodes.map { $0.severity }.max() ?? .info }

  var text: String {
    guard episodes.count > 1 else { return "\(episodes[0].last.headline) · key \(episodes[0].last.key)" }
    let open = episodes.count { $0.isOpen }
    let counts = StatusCounts(firing: open, resolved: episodes.count - open)
    return "\(episodes[0].first.headline)\n\(([counts.text] + topValues).joined(separator: " · "))"
  }

  /// The most frequent values of the labels in which these alerts differ.
  private var topValues: [String] {
    let names = Set(episodes.flatMap { $0.last.labels.pairs.map { $0.name } }).sorted()
    let differing = names.compactMap { name -> String? in
      let values = Dictionary(grouping: episodes.map { $0.last.labels[name] }) { $0 }.mapValues { $0.count }
      guard values.count > 1 else { return nil }
      let sorted = values.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      let top = sorted.prefix(AlertGroup.valuesShown).map { value, count in
        let shown = value.isEmpty ? "none" : Markup.inertLine(value.truncated(to: Labels.valueLength))
        return values.count == episodes.count ? shown : "\(shown) (\(count))"
      }
      let rest = values.count - top.count
      let others = rest == 0 ? "" : " and \(rest.spoken("other"))"
      return "\(Markup.inertLine(name)): \(top.joined(separator: ", "))\(others)"
    }
    return Array(differing.prefix(AlertGroup.labelsShown))
  }
}
