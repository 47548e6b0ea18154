import FleepHooks
import Model

/// The pieces of text that messages about one alert are put together from; all of them are inert.
struct AlertText {
  let alert: Alert
  let notification: Notification
  let host: String
  let zone: Zone
  private static let summaryLength = 300

  init(_ alert: Alert, in notification: Notification, host: String, zone: Zone) {
    self.alert = alert
    self.notification = notification
    self.host = alert.labels["host"].isEmpty ? host : alert.labels["host"]
    self.zone = zone
  }

  /// The first line: state and severity sign, the alert in bold, host, the summary.
  var headline: String { headline(withName: true, withHost: true) }

  /// The first line, without what the title of a group says already.
  func headline(withName: Bool, withHost: Bool) -> String {
    var line = alert.status.sign(alert.severity)
    if withName { line += " \(Markup.bold(Markup.inertLine(alert.name.text)))" }
    if withHost { line += " on \(Markup.inertLine(host))" }
    return summary.isEmpty ? line : "\(line): \(summary)"
  }

  /// On one line; without a template, the value or the last line.
  var summary: String {
    let rendered = alert.annotations["summary"].flatMap { try? render($0) } ?? plainSummary
    return rendered.split(whereSeparator: \.isWhitespace).joined(separator: " ").truncated(to: AlertText.summaryLength)
  }

  private var plainSummary: String {
    if let value = alert.value { return "the value is \(Quantity.plain(value))" }
    return Markup.inertLine((alert.lines.last ?? "").truncated(to: TemplateFormatter.truncatedLength))
  }

  /// The last lines as a code block; nothing where the headline has all of them.
  func excerpt(_ size: LineExcerpt) -> String {
    alert.lines.count == 1 && summary == Markup.inertLine(alert.lines[0]) ? "" : size.text(of: alert.lines)
  }

  /// What tells the alert from others: all labels but those that the headline shows.
  var ownLabels: Labels {
    var labels = alert.labels
    for name in ["alert", "severity", "host"] { labels[name] = "" }
    return labels
  }

  /// The annotations beside the summary and the runbook, each a line of its own, the description first.
  var notes: [String] {
    let names = alert.annotations.keys.filter { !["description", "summary", "runbook_url"].contains($0) }
    return (["description"] + names.sorted()).compactMap { name in
      guard let text = try? render(alert.annotations[name] ?? ""), !text.isEmpty else { return nil }
      return name == "description" ? text : "\(Markup.inertLine(name)): \(text)"
    }
  }

  /// Tells of templates that are wrong: the plain form stands in for them, the alert is never lost.
  var templateFaults: [String] {
    alert.annotations.keys.sorted().compactMap { name in
      do {
        _ = try render(alert.annotations[name] ?? "")
        return nil
      } catch {
        return Markup.inertLine("fleepd: the template of \(name) is wrong (\(error)), so this is the plain form")
      }
    }
  }

  /// The dedup key.
  var key: String { "key \(alert.key)" }

  /// The runbook's link.
  var runbook: String? {
    guard let source = alert.annotations["runbook_url"] else { return nil }
    guard let url = try? render(source, content: .address), !url.isEmpty else { return nil }
    return Markup.namedLink(url: url, label: "runbook")
  }

  /// When it began and ended, how long it took, and how many lines it saw.
  func facts(now: Instant) -> [String] {
    let start = zone.text(of: alert.startsAt, seenAt: now)
    let times =
      switch alert.endsAt {
      case nil: ["since \(start)"]
      case .some(let end): ["from \(start) to \(zone.text(of: end, seenAt: now))"]
      }
    return alert.count == 0 ? times : times + [alert.count == 1 ? "1 line" : "\(alert.count) lines"]
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

  private func render(_ source: String, content: TemplateContent = .message) throws(TemplateError) -> String {
    let template = try MessageTemplate(source, knownNames: nil, content: content)
    return template.rendered(zone: zone, now: notification.time) { name in value(named: name) }
  }

  /// A capture wins over a label of its name, and a label over what every alert has.
  private func value(named name: String) -> TemplateValue? {
    if let capture = alert.fields[name] { return .text(capture) }
    if !alert.labels[name].isEmpty { return .text(alert.labels[name]) }
    let field = AlertField(rawValue: name)
    return field?.value(of: alert, reason: notification.reason, host: host, now: notification.time)
  }
}
