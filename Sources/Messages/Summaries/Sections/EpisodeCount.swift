import FleepHooks
import Model

/// How often an alert fired in a summary's period, and for how long.
struct EpisodeCount {
  let name: AlertName
  let severity: Severity
  let episodes: Int
  let firing: Duration
  /// When the first of those that are still open began.
  let openSince: Instant?

  /// The open ones first, then the worst, then those that fired for longest.
  static func byName(_ episodes: [SummaryReport.Episode], until now: Instant) -> [EpisodeCount] {
    Dictionary(grouping: episodes) { $0.name }.map { name, episodes in
      EpisodeCount(
        name: name,
        severity: episodes.map { Severity($0.labels["severity"]) }.max() ?? .info,
        episodes: episodes.count,
        firing: episodes.reduce(.zero) { $0 + (($1.endsAt ?? now) - $1.startsAt) },
        openSince: episodes.filter { $0.endsAt == nil }.map { $0.startsAt }.min()
      )
    }.sorted { left, right in
      if (left.openSince == nil) != (right.openSince == nil) { return left.openSince != nil }
      return (right.severity, right.firing, left.name) < (left.severity, left.firing, right.name)
    }
  }

  func text(zone: Zone, now: Instant) -> String {
    let sign = openSince == nil ? "✅" : severity.sign
    let times = episodes == 1 ? "once" : "\(episodes) times"
    let open = openSince.map { ", still open since \(zone.text(of: $0, seenAt: now))" } ?? ""
    return "\(sign) \(Markup.bold(Markup.inertLine(name.text))) \(times), \(firing.spoken)\(open)"
  }
}
