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

  /// The message of a summary.
  package func item(for report: SummaryReport, hook: HookDefinition) -> OutboxItem {
    OutboxItem(
      hook: hook.name,
      kind: .summary,
      queued: report.time,
      text: SummaryMessage(report: report, host: host, zone: zone).text,
      user: report.user
    )
  }

  /// A message that a person or a script wrote (`fleepd send`): its markup stays, as its author meant it.
  package func item(
    text: String,
    user: String? = nil,
    files: [Attachment] = [],
    hook: HookDefinition,
    now: Instant
  ) -> OutboxItem {
    OutboxItem(hook: hook.name, kind: .text, queued: now, text: text, user: user, files: files)
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
