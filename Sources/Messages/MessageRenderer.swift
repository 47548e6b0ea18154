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
      alerts: message.briefs,
      files: message.files(limit: hook.maxFileSize)
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
    return parts(of: item, for: hook)
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
    return parts(of: item, for: hook)
  }

  /// What is meant to be read whole, and is too long for one message, is told in a few.
  private func parts(of item: OutboxItem, for hook: HookDefinition) -> [OutboxItem] {
    var texts = TextParts(limit: hook.maxLength).parts(of: item.text)
    if texts.count == 1, texts[0].length > hook.maxLength, item.files.count >= hook.maxFiles {
      // It goes along as a file itself, which would take the place of one of these.
      texts.append("📎 The files of the message before this one")
    }
    return texts.enumerated().map { index, text in
      var part = item
      part.text = text
      part.files = index == texts.count - 1 ? item.files : []
      return part
    }
  }

  /// What one post says: its items in full, merged or folded.
  package func body(of post: Post, hook: HookDefinition, now: Instant) -> MessageBody {
    let users = Set(post.items.map { $0.user })
    let user = users.count == 1 ? post.items[0].user : nil
    let limit = min(hook.maxLength, post.maxLength ?? hook.maxLength)
    let cut = MessageCut(limit: limit, attaches: !post.withoutFiles, fileSize: hook.maxFileSize)
    let list = post.withoutFiles ? [] : AlertList(post: post, zone: zone, fileSize: hook.maxFileSize).attachments
    var (text, files) = content(of: post, places: hook.maxFiles - list.count, hook: hook, now: now)
    if cut.isNeeded(for: text) {
      // The whole text needs a place, too.
      (text, files) = content(of: post, places: hook.maxFiles - list.count - 1, hook: hook, now: now)
    }
    var body = cut.body(text: text, user: user ?? hook.user ?? host, files: files + list)
    // A hook that takes one file has the whole text rather than a list of what is in it.
    if body.files.count > hook.maxFiles { body.files.removeAll { $0.name == AlertList.fileName } }
    return body
  }

  private func content(
    of post: Post,
    places: Int,
    hook: HookDefinition,
    now: Instant
  ) -> (text: String, files: [Attachment]) {
    let files = PostFiles(of: post, places: post.withoutFiles ? 0 : places, size: hook.maxFileSize)
    let message = PostMessage(post: post, missingFiles: files.leftOut, zone: zone, now: now)
    return (message.text, files.kept)
  }
}
