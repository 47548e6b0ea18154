import FleepHooks
import Model

/// The text about several alerts of one group: a title with what they share, a paragraph for each, and why it is sent.
struct GroupMessage {
  let alerts: [AlertText]
  let notification: Notification
  /// What all of them have, and is said once.
  private let sharedName: AlertName?
  private let sharedHost: String?
  private let sharedLabels: Labels
  private let sharedRunbook: String?
  /// More alerts than this are told in a line each.
  static let paragraphs = 5
  /// More alerts than these are counted: the worst come first, so it is the least of them.
  private static let lines = OutboxItem.alertsInText - paragraphs

  init(alerts: [AlertText], notification: Notification) {
    self.alerts = alerts
    self.notification = notification
    sharedName = GroupMessage.shared(alerts.map { $0.alert.name })
    sharedHost = GroupMessage.shared(alerts.map { $0.host })
    sharedRunbook = GroupMessage.shared(alerts.map { $0.runbook }) ?? nil
    var labels = alerts.first?.ownLabels ?? [:]
    for label in labels.pairs where alerts.contains(where: { $0.ownLabels[label.name] != label.value }) {
      labels[label.name] = ""
    }
    sharedLabels = labels
  }

  /// The value that all have, where it is the same.
  private static func shared<Value: Equatable>(_ values: [Value]) -> Value? {
    guard let first = values.first, values.allSatisfy({ $0 == first }) else { return nil }
    return first
  }

  var text: String {
    var paragraphs = [[title, sharedLabels.line].compactMap { $0 }.joined(separator: "\n")]
    paragraphs += alerts.prefix(GroupMessage.paragraphs).map { paragraph(about: $0) }
    let others = alerts.dropFirst(GroupMessage.paragraphs)
    var lines = others.prefix(GroupMessage.lines).map { "\(headline(of: $0)) · \($0.key)" }
    let rest = others.dropFirst(GroupMessage.lines)
    if !rest.isEmpty { lines.append("and \(rest.count) more in \(AlertList.fileName): \(counts(of: rest).both)") }
    if !lines.isEmpty { paragraphs.append(lines.joined(separator: "\n")) }
    let why = [notification.why, sharedRunbook].compactMap { $0 }.joined(separator: " · ")
    paragraphs.append(([why] + Set(alerts.flatMap { $0.templateFaults }).sorted()).joined(separator: "\n"))
    return paragraphs.joined(separator: "\n\n")
  }

  /// The worst sign, the name and host that they share, and how many there are.
  private var title: String {
    let firing = alerts.filter { $0.alert.status == .firing }
    let worst = firing.map { $0.alert.severity }.max()
    let sign = worst.map { Alert.Status.firing.sign($0) } ?? Alert.Status.resolved.sign(.info)
    let name = sharedName?.text ?? "\(alerts.count) alerts"
    let place = sharedHost ?? "\(Set(alerts.map { $0.host }).count) hosts"
    return
      "\(sign) \(Markup.bold(Markup.inertLine(name))) on \(Markup.inertLine(place)): \(counts(of: alerts[...]).both)"
  }

  private func counts(of alerts: ArraySlice<AlertText>) -> StatusCounts {
    let firing = alerts.count { $0.alert.status == .firing }
    return StatusCounts(firing: firing, resolved: alerts.count - firing)
  }

  private func headline(of alert: AlertText) -> String {
    alert.headline(withName: sharedName == nil, withHost: sharedHost == nil)
  }

  private func paragraph(about alert: AlertText) -> String {
    var lines = [headline(of: alert)] + alert.notes
    var labels = alert.ownLabels
    for label in sharedLabels.pairs { labels[label.name] = "" }
    if let labels = labels.line { lines.append(labels) }
    let runbook = sharedRunbook == nil ? alert.runbook : nil
    let facts = alert.facts(now: notification.time) + [runbook, alert.ending(after: .inGroup)].compactMap { $0 }
    lines.append(alert.excerpt(.inGroup) + facts.joined(separator: " · "))
    return lines.joined(separator: "\n")
  }
}

extension Labels {
  /// Longer values are cut in messages: a label can be as long as a line.
  static let valueLength = 120

  /// All of them on one line, inert; nil where there are none.
  var line: String? {
    guard !isEmpty else { return nil }
    return pairs.map { label in
      "\(Markup.inertLine(label.name)): \(Markup.inertLine(label.value.truncated(to: Labels.valueLength)))"
    }
    .joined(separator: " · ")
  }
}
