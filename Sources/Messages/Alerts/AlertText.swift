import FleepHooks
import Model

/// The pieces of text that messages about one alert are put together from; all of them are inert.
struct AlertText {
  let alert: Alert
  let host: String
  /// What tells the alert from others: all labels but those that the headline shows.
  let ownLabels: Labels
  /// On one line; without a template, what was said of the value, the value or the last line.
  let summary: String
  /// The first line: state and severity sign, the alert in bold, host, the summary.
  let headline: String
  /// The annotations beside the summary and the runbook, each a line of its own, the description first.
  let notes: [String]
  /// The runbook's link.
  let runbook: String?
  /// Tells of templates that are wrong: the plain form stands in for them, the alert is never lost.
  let templateFaults: [String]
  private let sign: String
  private let zone: Zone
  private static let summaryLength = 300

  init(_ alert: Alert, in notification: Notification, host: String, zone: Zone, templates: TemplateCache) {
    self.alert = alert
    self.host = alert.labels["host"].isEmpty ? host : alert.labels["host"]
    self.zone = zone
    // As it changes all the time, what it is at the moment says nothing.
    sign = notification.reason == .flapping ? "🔀 flapping" : alert.status.sign(alert.severity)
    var labels = alert.labels
    for name in ["alert", "severity", "host"] { labels[name] = "" }
    ownLabels = labels
    let annotations = Annotations(
      alert,
      in: notification,
      host: self.host,
      zone: zone,
      templates: templates
    )
    summary = (annotations.texts["summary"] ?? AlertText.plainSummary(of: alert)).onOneLine
      .truncated(to: AlertText.summaryLength)
    headline = AlertText.headline(sign, alert.name, on: self.host, summary)
    runbook = annotations.texts["runbook_url"].flatMap {
      $0.isEmpty ? nil : Markup.namedLink(url: $0, label: "runbook")
    }
    let others = annotations.texts.keys.filter { !["description", "summary", "runbook_url"].contains($0) }.sorted()
    notes = (["description"] + others).compactMap { name in
      guard let text = annotations.texts[name], !text.isEmpty else { return nil }
      return name == "description" ? text : "\(Markup.inertLine(name)): \(text)"
    }
    templateFaults = annotations.faults
  }

  private static func plainSummary(of alert: Alert) -> String {
    if let value = alert.value, alert.fields["detail"] == nil { return "the value is \(Quantity.plain(value))" }
    let said = alert.fields["detail"] ?? alert.lines.last ?? ""
    return Markup.inertLine(said.truncated(to: TemplateFormatter.truncatedLength))
  }

  /// The first line, without what the title of a group says already.
  func headline(withName: Bool, withHost: Bool) -> String {
    AlertText.headline(sign, withName ? alert.name : nil, on: withHost ? host : nil, summary)
  }

  private static func headline(_ sign: String, _ name: AlertName?, on host: String?, _ summary: String) -> String {
    var line = sign
    if let name { line += " \(Markup.bold(Markup.inertLine(name.text)))" }
    if let host { line += " on \(Markup.inertLine(host))" }
    guard !summary.isEmpty else { return line }
    // A star before a colon ends no bold in Fleep: it would run on to a star in the summary.
    return line + (line.hasSuffix("*") ? " – " : ": ") + summary
  }

  /// The last lines as a code block; nothing where the headline has all of them, or when it is over.
  func excerpt(_ size: LineExcerpt) -> String {
    guard alert.status == .firing else { return "" }
    let isShown = alert.lines.count == 1 && summary.contains(Markup.inertLine(alert.lines[0]))
    return isShown ? "" : size.text(of: alert.lines)
  }

  /// The lines as a file, where the excerpt has them not all, or not whole.
  func lines(beyond size: LineExcerpt, limit: ByteCount) -> Attachment? {
    guard let name = nameOfLines(beyond: size) else { return nil }
    // Events of several rows need something between them.
    let gap = alert.lines.contains { $0.utf8.contains(UInt8(ascii: "\n")) } ? "\n\n" : "\n"
    return Attachment(name: name, text: Markup.plain(alert.lines.joined(separator: gap)) + "\n", limit: limit)
  }

  private func nameOfLines(beyond size: LineExcerpt) -> String? {
    guard alert.status == .firing, !size.isWhole(of: alert.lines) else { return nil }
    return "lines-\(alert.key).txt"
  }

  /// What a message about it ends with: its key, and where the lines are that the message has no room for.
  func ending(after size: LineExcerpt) -> String {
    ([key] + (nameOfLines(beyond: size).map { ["more in \($0)"] } ?? [])).joined(separator: " · ")
  }

  /// The dedup key.
  var key: String { "key \(alert.key)" }

  /// When it began and ended, how long it took, and how many lines it saw.
  func facts(now: Instant) -> [String] {
    let start = zone.text(of: alert.startsAt, seenAt: now)
    let times =
      switch alert.endsAt {
      case nil: ["since \(start)"]
      case alert.startsAt: ["at \(start)"]
      case .some(let end): ["from \(start) to \(zone.text(of: end, seenAt: now))"]
      }
    return alert.count == 0 ? times : times + [alert.count.spoken("line")]
  }

  /// What merging and folding need of the alert.
  var brief: AlertBrief {
    AlertBrief(
      name: alert.name,
      key: alert.key,
      status: alert.status,
      severity: alert.severity,
      startsAt: alert.startsAt,
      endsAt: alert.endsAt,
      count: alert.count,
      labels: ownLabels,
      headline: headline
    )
  }
}
