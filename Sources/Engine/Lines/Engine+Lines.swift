import Model

extension Engine {
  /// Hands a line to each rule that sees it.
  ///
  /// A line from the future, by a wrong clock or zone, counts as of now.
  mutating func take(_ event: LineEvent, _ now: Instant, _ changes: inout [AlertChange]) {
    let time = min(event.time, now)
    for hit in event.hits {
      let line = LineAlert.Line(time: time, fields: hit.fields, text: event.text, origin: event.origin)
      switch hit.target {
      case .alert(let rule):
        guard let place = places.lineAlerts[rule] else { continue }
        let count = lineAlerts[place].count
        lineAlerts[place].match(line, limit: room.limit(holding: count), &changes)
        room.note(lineAlerts[place].count, insteadOf: count)
        noteDeadline(of: place)
      case .resolve(let rule):
        guard let place = places.lineAlerts[rule] else { continue }
        lineAlerts[place].resolve(line, repeating: lineAlerts[place].rule.resolveRepeats, &changes)
        noteDeadline(of: place)
      case .arrival(let rule):
        guard let place = places.lineAlerts[rule] else { continue }
        guard case .missing(_, let repeating) = lineAlerts[place].rule.trigger else { continue }
        lineAlerts[place].resolve(line, repeating: repeating, &changes)
        noteDeadline(of: place)
      case .metric(let name):
        guard let place = places.lineMetrics[name] else { continue }
        let count = lineMetrics[place].count
        let samples = lineMetrics[place].take(hit.fields, at: time, limit: room.limit(holding: count))
        room.note(lineMetrics[place].count, insteadOf: count)
        for sample in samples { evaluate(sample, owner: name, &changes) }
        // Rules on the metric may have changed.
        if !places.readers[name, default: []].isEmpty { alertsDue = .distantPast }
      case .section:
        tallies.count(hit.target, hit.fields, at: time)
      }
    }
  }
}
