package import Engine
package import Model

extension Why {
  /// What decides about the alert, step by step, in words.
  package func text(at now: Instant) -> [String] {
    var lines = ["[\(alert.key)] \(rule) \(alert.labels)", "  \(stateText(at: now))"]
    if failures > 0 { lines.append("  its command failed \(failures) times in a row: it is kept as it was") }
    if isFlapping { lines.append("  it is flapping: told when it began to, and again when it calms down") }
    for silence in silencedBy {
      lines.append(
        "  silenced by \(silence.author) for \((silence.endsAt - now).spoken) more"
          + (silence.comment.isEmpty ? "" : ": \(silence.comment)")
      )
    }
    if let inhibitedBy { lines.append("  inhibited by \(inhibitedBy.name), which is firing") }
    if let acknowledgedBy { lines.append("  \(acknowledgedBy) looks after it: no repeats, no escalation") }
    for path in routes { lines += path.text(at: now).map { "  \($0)" } }
    return lines
  }

  private func stateText(at now: Instant) -> String {
    func rest(_ until: Instant?) -> String? { until.map { max(.zero, $0 - now).spoken } }
    switch state {
    case .counting(let lines, let needed, let until):
      return "counting: \(lines) of \(needed) lines" + (rest(until).map { ", forgotten in \($0) without more" } ?? "")
    case .awaiting(let until):
      return "awaiting a line" + (rest(until).map { ", for \($0) more" } ?? "")
    case .remembered(let until):
      return "seen before" + (rest(until).map { ", new again after \($0) without it" } ?? "")
    case .pending(let until):
      return "pending" + (rest(until).map { ": it fires in \($0)" } ?? ": no data come, so nobody knows when it fires")
    case .firing(let until):
      let end = alert.source == nil ? "while its condition holds" : "until a line ends it"
      return "firing for \((now - alert.startsAt).spoken), "
        + (rest(until).map { "ends in \($0) if nothing comes" } ?? end)
    }
  }
}

extension SummaryReport.Episode {
  /// That it is over, in words.
  package func text(at now: Instant) -> String {
    let end = endsAt ?? now
    return "\(labels) is not firing: it did for \((end - startsAt).spoken), and ended \((now - end).spoken) ago"
  }
}

extension Why.Path {
  fileprivate func text(at now: Instant) -> [String] {
    // The root of the routing tree has no matchers.
    let name = route == "{}" ? "the root route" : "route \(route)"
    var lines = ["\(name) to hook \(hook), group \(groupLabels)"]
    lines.append(told.map { "  told \((now - $0).spoken) ago" } ?? "  not told yet")
    if let next { lines.append("  the group is looked at again in \(max(.zero, next - now).spoken)") }
    if let mutedBy { lines.append("  muted by the time interval \(mutedBy)") }
    if !inactiveOutside.isEmpty { lines.append("  told only within \(inactiveOutside.joined(separator: ", "))") }
    if let escalation {
      lines.append(
        "  hook \(escalation.hook) is told in \(max(.zero, escalation.time - now).spoken) if nobody acknowledges it"
      )
    }
    if isEscalated { lines.append("  escalated: nobody acknowledged it in time") }
    return lines
  }
}
