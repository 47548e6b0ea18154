import FleepHooks
import Model

/// A backlog after an outage: critical alerts that are still open in full, other open ones and what came and went in a line each.
struct FoldedText {
  let episodes: Episodes
  let zone: Zone
  let now: Instant

  var text: String {
    let paragraphs =
      [title] + critical + [stillOpen, cleared].compactMap { $0 }
      + [episodes.tally.map { TallyText(tally: $0, zone: zone, now: now).text }].compactMap { $0 }
      + episodes.otherItems.map { LateMark(item: $0, zone: zone, now: now).marked }
    return paragraphs.joined(separator: "\n\n")
  }

  private var title: String {
    let start = episodes.times?.lowerBound ?? now
    let outage = "Messages could not be sent since \(zone.text(of: start, seenAt: now))"
    if episodes.alertCount == 0 { return "\(outage); these waited." }
    let open = episodes.openCount == 0 ? "none still open" : "\(episodes.openCount) still open"
    return """
      \(episodes.sign) \(Markup.bold(episodes.alertCount.alerts)) in \((now - start).spoken), \(open)
      \(outage); this is what happened meanwhile.
      """
  }

  /// The last message about each open critical alert, as it would have been sent.
  private var critical: [String] {
    episodes.openCriticalItems.sorted().map { episodes.items[$0].text }
  }

  private var stillOpen: String? {
    let shown = episodes.openCriticalItems
    let others = episodes.all.filter { $0.isOpen && !shown.contains($0.item) }.sorted(by: worseFirst)
    guard !others.isEmpty else { return nil }
    let lines = others.map { episode in
      let start = zone.text(of: episode.last.startsAt, seenAt: now)
      return "\(episode.last.headline) · since \(start) · key \(episode.last.key)"
    }
    return ([Markup.bold("Still open")] + lines).joined(separator: "\n")
  }

  private var cleared: String? {
    let cleared = episodes.all.filter { !$0.isOpen }.sorted(by: worseFirst)
    guard !cleared.isEmpty else { return nil }
    let lines = cleared.map { episode in
      let start = zone.text(of: episode.last.startsAt, seenAt: now)
      let severity = episode.severity == .critical ? " · was critical" : ""
      return "\(episode.last.headline) · for \(episode.duration.spoken) from \(start)\(severity)"
    }
    return ([Markup.bold("Came and went")] + lines).joined(separator: "\n")
  }

  /// Stable: those of one severity stay in their order.
  private func worseFirst(_ left: Episode, _ right: Episode) -> Bool {
    left.severity > right.severity
  }
}
