import FleepHooks
import Model

/// The text about what the engine wants told: one alert in full, a group, and a line each for what is over already.
struct AlertMessage {
  private let notification: Notification
  private let alerts: [AlertText]
  private let passed: [AlertText]

  init(notification: Notification, host: String, zone: Zone, templates: TemplateCache) {
    func text(_ alert: Alert) -> AlertText {
      AlertText(alert, in: notification, host: host, zone: zone, templates: templates)
    }
    self.notification = notification
    alerts = notification.alerts.map { text($0) }
    passed = notification.passed.map { text($0) }
  }

  var briefs: [AlertBrief] { (alerts + passed).map { $0.brief } }

  /// The lines that the text has no room for.
  func files(limit: ByteCount) -> [Attachment] {
    if alerts.count == 1 { return alerts.compactMap { $0.lines(beyond: .ofOneAlert, limit: limit) } }
    return alerts.prefix(GroupMessage.paragraphs).compactMap { $0.lines(beyond: .inGroup, limit: limit) }
  }

  var text: String {
    if alerts.isEmpty { return aboutPassed(why: notification.why) }
    let text = alerts.count == 1 ? about(alerts[0]) : GroupMessage(alerts: alerts, notification: notification).text
    return passed.isEmpty ? text : "\(text)\n\n\(aboutPassed(why: "Fired and cleared before it could be told:"))"
  }

  private func about(_ alert: AlertText) -> String {
    var lines = [alert.headline] + alert.notes
    if let labels = alert.ownLabels.line { lines.append(labels) }
    let facts = [why(of: alert)] + alert.facts(now: notification.time)
    lines.append(alert.excerpt(.ofOneAlert) + facts.joined(separator: " · "))
    lines.append([alert.runbook, alert.ending(after: .ofOneAlert)].compactMap { $0 }.joined(separator: " · "))
    return (lines + alert.templateFaults).joined(separator: "\n")
  }

  private func why(of alert: AlertText) -> String {
    switch (notification.reason, alert.alert.endsAt) {
    case (.resolved, .some(let end)): "Resolved after \((end - alert.alert.startsAt).spoken)"
    case (.changed, nil): "Now \(alert.alert.severity)"
    default: notification.why
    }
  }

  private func aboutPassed(why: String) -> String {
    let listed = passed.prefix(max(0, OutboxItem.alertsInText - alerts.count))
    var lines = listed.map { alert in
      ([alert.headline] + alert.facts(now: notification.time) + [alert.key]).joined(separator: " · ")
    }
    if passed.count > listed.count { lines.append("\(passed.count - listed.count) more in \(AlertList.fileName)") }
    return (passed.count == 1 ? lines + [why] : [why] + lines).joined(separator: "\n")
  }
}
