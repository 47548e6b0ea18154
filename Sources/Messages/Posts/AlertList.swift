import FleepHooks
import Model

/// Every alert of a message that only counts them, one line each, as a file that goes along with it.
struct AlertList {
  static let fileName = "alerts.txt"
  let post: Post
  let zone: Zone
  let fileSize: ByteCount

  /// None where the text tells each alert by itself.
  var attachments: [Attachment] {
    let alerts = post.items.flatMap { $0.alerts }
    guard isNeeded(for: alerts) else { return [] }
    return [Attachment(name: AlertList.fileName, text: text(alerts), limit: fileSize)]
  }

  private func isNeeded(for alerts: [AlertBrief]) -> Bool {
    switch post.form {
    case .whole: post.items.contains { $0.alerts.count > OutboxItem.alertsInText }
    case .merged, .folded: Set(alerts.map { $0.key }).count > Set(alerts.map { $0.name }).count
    }
  }

  private func text(_ alerts: [AlertBrief]) -> String {
    alerts.map { alert in
      let time = zone.text(of: alert.endsAt ?? alert.startsAt)
      return "\(time)  \(alert.status.rawValue)  \(alert.key)  \(Markup.shown(alert.headline))\n"
    }.joined()
  }
}
