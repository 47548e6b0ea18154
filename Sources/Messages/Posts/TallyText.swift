import FleepHooks
import Model

/// Older alerts that are told in numbers only.
struct TallyText {
  let tally: Tally
  let zone: Zone
  let now: Instant

  var text: String {
    var lines = [Markup.bold(tally.alerts.spoken("older alert")) + " in numbers"]
    lines += tally.lines.map { line in
      let times = "\(zone.text(of: line.first, seenAt: now)) to \(zone.text(of: line.last, seenAt: now))"
      return "\(line.example)\n\(StatusCounts(firing: line.firing, resolved: line.resolved).text) · \(times)"
    }
    if tally.others > 0 { lines.append("and \(tally.others) of other names") }
    return lines.joined(separator: "\n")
  }
}
