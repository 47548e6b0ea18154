import Model

/// Which alerts fired, how often, for how long, and what is still open.
struct AlertsText: SectionText {
  let title: String
  let episodes: [SummaryReport.Episode]
  let zone: Zone
  let now: Instant

  var isQuiet: Bool { episodes.isEmpty }

  var body: SectionBody {
    guard !isQuiet else { return .beside("none, all quiet") }
    let open = episodes.count { $0.endsAt == nil }
    let counts = "\(episodes.count) in all, \(open == 0 ? "none" : "\(open)") still open"
    let lines = EpisodeCount.byName(episodes, until: now).map { $0.text(zone: zone, now: now) }
    return .below(([counts] + lines).joined(separator: "\n"))
  }
}
