package import Model

extension StatusReport {
  /// The report as people read it on a terminal.
  package var text: String {
    var lines = ["fleepd \(version), running for \((time - startedAt).spoken)"]
    lines += faults.map { "fault: \($0)" }
    lines += section("sources", sources.map(text(of:)))
    lines += section("commands", commands.map { "\($0.metric): \($0.state) (\(Int($0.durationSeconds * 1000)) ms)" })
    lines += section("alerts", alerts.map { $0.text(at: time) })
    lines += section("hooks", hooks.map(text(of:)))
    lines.append(
      """
      since the start: \(totals.lines.spoken("line")) read, \(totals.matches) matched, \(totals.commandRuns.spoken("command run")), \
      \(totals.queued.spoken("message")) queued, told in \(totals.sent.spoken("post")), retried: \(totals.retries)
      """
    )
    return lines.joined(separator: "\n")
  }

  private func section(_ title: String, _ rows: [String]) -> [String] {
    ["\(title):"] + (rows.isEmpty ? ["  none"] : rows.map { "  \($0)" })
  }

  private func text(of source: Source) -> String {
    var text = "\(source.name): \(source.kind == "files" ? source.files.spoken("file") : source.kind)"
    if source.hasEnded { text += " (ended)" }
    if source.openFiles < source.files { text += " (\(source.openFiles) open)" }
    text += ", \(source.lines.spoken("line"))"
    if source.lagBytes > 0 {
      text += ", \(source.lagBytes.spoken("byte")) behind"
      if let since = source.behindSince { text += " for \((time - since).spoken)" }
    } else if source.lagSeconds >= 1 {
      text += ", \((time - (source.behindSince ?? time)).spoken) behind"
    }
    if source.cutLines > 0 { text += ", \(source.cutLines.spoken("line")) cut" }
    if source.skippedBytes > 0 { text += ", \(source.skippedBytes.spoken("byte")) skipped" }
    if source.skippedMatches > 0 { text += ", \(source.skippedMatches) matches given up" }
    if source.faultCount > 0 { text += ", \(source.faultCount.spoken("fault")) so far" }
    if !source.faults.isEmpty { text += "; " + source.faults.joined(separator: "; ") }
    return text
  }

  private func text(of hook: Hook) -> String {
    var text = "\(hook.name): \(hook.state)"
    if hook.waiting > 0 { text += ", \(hook.waiting) waiting" }
    if let oldest = hook.oldest, hook.waiting > 0 { text += " for \((time - oldest).spoken)" }
    if let fault = hook.lastFault { text += "; last fault: \(fault)" }
    return text
  }
}

extension StatusReport.Alert {
  /// The alert on one line.
  package func text(at now: Instant) -> String {
    var text = "[\(key)] \(name) \(state) for \((now - since).spoken), \(labels)"
    if !silencedBy.isEmpty { text += ", silenced" }
    if isInhibited { text += ", inhibited" }
    if let acknowledgedBy { text += ", acknowledged by \(acknowledgedBy)" }
    return text
  }
}
