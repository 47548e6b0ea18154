import FleepHooks
import Model

/// Older alerts that are told in numbers only.
struct TallyText {
  let tally: Tally
  let zone: Zone
  let now: Instant

  var text: String {
    var lines = ["\(Markup.bold("Older")) \(tally.alerts) alerts in numbers:"]
    lines += tally.lines.map { line in
      let counts = [
        line.firing == 0 ? nil : "\(line.firing) firing",
        line.resolved == 0 ? nil : "\(line.resolved) resolved",
      ].compactMap { $0 }.joined(separator: ", ")
      let times = "\(zone.text(of: line.first, seenAt: now)) to \(zone.text(of: line.last, seenAt: now))"
      return "\(line.example)\n\(line.firing + line.resolved) of these: \(counts), \(times)"
    }
    if tally.others > 0 { lines.append("and \(tally.others) of other names") }
    return lines.joined(separator: "\n")
  }
}
