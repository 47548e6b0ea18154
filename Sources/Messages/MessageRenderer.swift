import FleepHooks
package import Model

/// Turns what is to be told into the text that people read in Fleep.
///
/// It is pure: the same input at the same time gives the same text, so a preview, a test and the daemon show the same message.
package struct MessageRenderer: Sendable {
  /// The name of this machine, for alerts without a label `host`, and the sender name where a hook has none.
  package var host: String
  /// The zone of the times of day in messages.
  package var zone: Zone
  private let templates = TemplateCache()

  package init(host: String, zone: Zone = .system) {
    self.host = host
    self.zone = zone
  }

  /// The message about a group of alerts.
  package func item(for notification: Notification, hook: HookDefinition, now: Instant) -> OutboxItem {
    let message = AlertMessage(notification: notification, host: host, zone: zone, templates: templates)
    return OutboxItem(
      hook: hook.name,
      kind: .alerts,
      queued: now,
      severity: notification.alerts.map { $0.severity }.max() ?? .info,
      text: message.text,
      alerts: message.briefs
    )
  }

  /// The message of a summary; several where it is long.
  package func items(for report: SummaryReport, hook: HookDefinition) -> [OutboxItem] {
    let item = OutboxItem(
      hook: hook.name,
      kind: .summary,
      queued: report.time,
      text: SummaryMessage(report: report, host: host, zone: zone).text,
      user: report.user
    )
    return parts(of: item, limit: hook.maxLength)
  }

  /// A message that a person or a script wrote (`fleepd send`), several where it is long: its markup stays, as its author
  /// meant it.
  ///
  /// The files go along with the last.
  package func items(
    text: String,
    user: String? = nil,
    files: [Attachment] = [],
    hook: HookDefinition,
    now: Instant
  ) -> [OutboxItem] {
    let item = OutboxItem(hook: hook.name, kind: .text, queued: now, text: text, user: user, files: files)
    return parts(of: item, limit: hook.maxLength)
  }

  /// What is meant to be read whole, and is too long for one message, is told in a few.
  private func parts(of item: OutboxItem, limit: Int) -> [OutboxItem] {
    let texts = TextParts(limit: limit).parts(of: item.text)
    return texts.enumerated().map { index, text in
      var part = item
      part.text = text
      part.files = index == texts.count - 1 ? item.files : []
      return part
    }
  }

  /// What one post says: its items in full, merged or folded.
  package func body(of post: Post, hook: HookDefinition, now: Instant) -> MessageBody {
    let message = PostMessage(post: post, zone: zone, now: now)
    let users = Set(post.items.map { $0.user })
    let user = users.count == 1 ? post.items[0].user : nil
    let limit = min(hook.maxLength, post.maxLength ?? hook.maxLength)
    return MessageCut(limit: limit, attaches: !post.withoutFiles).body(
      text: message.text,
      user: user ?? hook.user ?? host,
      files: post.withoutFiles ? [] : post.items.flatMap { $0.files } + AlertList(post: post, zone: zone).attachments
    )
  }
}
