import FleepHooks
import Model

/// The text about a group of alerts: one alert in full, or a title and a paragraph for each.
struct AlertMessage {
  let notification: Notification
  let host: String
  let zone: Zone
  /// More alerts than this are told in a line each.
  private static let paragraphs = 5

  private var alerts: [AlertText] { notification.alerts.map(alertText) }
  private var passed: [AlertText] { notification.passed.map(alertText) }

  private func alertText(_ alert: Alert) -> AlertText {
    AlertText(alert, in: notification, host: host, zone: zone)
  }

  var briefs: [AlertBrief] { (alerts + passed).map { $0.brief } }

  var text: String {
    let (alerts, passed) = (alerts, passed)
    if alerts.isEmpty { return lines(about: passed, reason: notification.why) }
    let text = alerts.count == 1 ? text(of: alerts[0]) : text(ofGroup: alerts)
    let why = "Fired and cleared before it could be told:"
    return passed.isEmpty ? text : "\(text)\n\n\(lines(about: passed, reason: why))"
  }

  /// Alerts that are over before they could be told: a line each.
  private func lines(about passed: [AlertText], reason: String) -> String {
    let lines = passed.map {
      "\($0.headline) · \(($0.facts(now: notification.time) + [$0.footer]).joined(separator: " · "))"
    }
    return passed.count == 1 ? (lines + [reason]).joined(separator: "\n") : ([reason] + lines).joined(separator: "\n")
  }

  private func text(of alert: AlertText) -> String {
    let facts = alert.facts(now: notification.time)
    var lines = [alert.headline] + alert.notes
    if let labels = line(of: alert.ownLabels) { lines.append(labels) }
    lines.append(
      LineExcerpt.ofOneAlert.text(of: alert.alert.lines) + ([why(of: alert)] + facts).joined(separator: " · ")
    )
    return (lines + [alert.footer] + alert.templateFaults).joined(separator: "\n")
  }

  private func why(of alert: AlertText) -> String {
    guard notification.reason == .resolved, let end = alert.alert.endsAt else { return notification.why }
    return "Resolved after \((end - alert.alert.startsAt).spoken)"
  }

  private func text(ofGroup alerts: [AlertText]) -> String {
    let shared = labels(sharedBy: alerts)
    var paragraphs = [[title(of: alerts), line(of: shared)].compactMap { $0 }.joined(separator: "\n")]
    paragraphs += alerts.prefix(AlertMessage.paragraphs).map { paragraph(about: $0, shared: shared) }
    let rest = alerts.dropFirst(AlertMessage.paragraphs)
    if !rest.isEmpty {
      paragraphs.append(rest.map { "\($0.headline) · \($0.footer)" }.joined(separator: "\n"))
    }
    let faults = Set(alerts.flatMap { $0.templateFaults }).sorted()
    paragraphs.append(([notification.why] + faults).joined(separator: "\n"))
    return paragraphs.joined(separator: "\n\n")
  }

  /// The worst sign, what the alerts have in common, and how many there are.
  private func title(of alerts: [AlertText]) -> String {
    let firing = alerts.filter { $0.alert.status == .firing }
    let worst = firing.map { $0.alert.severity }.max()
    let sign = worst.map { Alert.Status.firing.sign($0) } ?? Alert.Status.resolved.sign(.info)
    let names = Set(alerts.map { $0.alert.name.text })
    let name = names.count == 1 ? names.first : nil
    let hosts = Set(alerts.map { $0.host })
    let place = hosts.count == 1 ? hosts.first.map { " on \(Markup.inertLine($0))" } : " on \(hosts.count) hosts"
    let resolved = alerts.count - firing.count
    let counts = [
      firing.isEmpty ? nil : "\(firing.count) firing",
      resolved == 0 ? nil : "\(resolved) resolved",
    ]
    return "\(sign) \(Markup.bold(Markup.inertLine(name ?? "\(alerts.count) alerts")))\(place ?? ""): "
      + counts.compactMap { $0 }.joined(separator: ", ")
  }

  private func paragraph(about alert: AlertText, shared: Labels) -> String {
    var lines = [alert.headline] + alert.notes
    var labels = alert.ownLabels
    for label in shared.pairs { labels[label.name] = "" }
    if let labels = line(of: labels) { lines.append(labels) }
    let facts = alert.facts(now: notification.time) + [alert.footer]
    lines.append(LineExcerpt.inGroup.text(of: alert.alert.lines) + facts.joined(separator: " · "))
    return lines.joined(separator: "\n")
  }

  private func labels(sharedBy alerts: [AlertText]) -> Labels {
    guard var shared = alerts.first?.ownLabels else { return [:] }
    for label in shared.pairs where alerts.contains(where: { $0.ownLabels[label.name] != label.value }) {
      shared[label.name] = ""
    }
    return shared
  }

  private func line(of labels: Labels) -> String? {
    guard !labels.isEmpty else { return nil }
    return labels.pairs.map { "\(Markup.inertLine($0.name)): \(Markup.inertLine($0.value))" }.joined(separator: " · ")
  }
}
