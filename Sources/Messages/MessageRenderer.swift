package import Model

/// Turns what is to be told into the text that people read in Fleep.
///
/// It is pure: the same input at the same time gives the same text, so a preview, a test and the daemon show the same message.
package struct MessageRenderer: Sendable {
  /// The name of this machine, for alerts without a label `host`, and the sender name where a hook has none.
  package var host: String
  /// The zone of the times of day in messages.
  package var zone: Zone

  package init(host: String, zone: Zone = .system) {
    self.host = host
    self.zone = zone
  }

  /// The message about a group of alerts.
  package func item(for notification: Notification, hook: HookDefinition, now: Instant) -> OutboxItem {
    OutboxItem(
      hook: hook.name,
      kind: .alerts,
      queued: now,
      text: notification.alerts.map(\.name.text).joined(separator: "\n")
    )
  }

  /// The message of a summary.
  package func item(for report: SummaryReport, hook: HookDefinition) -> OutboxItem {
    OutboxItem(hook: hook.name, kind: .summary, queued: report.time, text: report.summary.text, user: report.user)
  }

  /// A message that a person or a script wrote (`fleepd send`): its markup stays, its control characters do not.
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
    MessageBody(text: post.items.map(\.text).joined(separator: "\n\n"), user: post.items.first?.user ?? hook.user)
  }
}
