import FleepHooks
import Model

/// Every alert of a merged or folded message, one line each, as a file that goes along with it.
///
/// What the text only counts can be read there.
struct AlertList {
  let post: Post
  let zone: Zone

  /// None where the text tells each alert by itself.
  var attachments: [Attachment] {
    let alerts = post.items.flatMap { $0.alerts }
    guard post.form != .whole, Set(alerts.map { $0.key }).count > Set(alerts.map { $0.name }).count
    else { return [] }
    return [Attachment(name: "alerts.txt", type: "text/plain", content: .bytes(Array(text(alerts).utf8)))]
  }

  private func text(_ alerts: [AlertBrief]) -> String {
    alerts.map { alert in
      let time = zone.text(of: alert.endsAt ?? alert.startsAt)
      return "\(time)  \(alert.status.rawValue)  \(alert.key)  \(Markup.shown(alert.headline))\n"
    }.joined()
  }
}
