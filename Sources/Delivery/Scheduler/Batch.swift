import Model

/// As many queued items as one message holds in full.
enum Batch {
  static let alerts = OutboxItem.alertsInText
  /// Of the files that a hook takes, for what a message may add: a list of its alerts, and a text that does not fit.
  private static let ownFiles = 2
  /// Between two items of a message.
  private static let gap = 2

  /// The leading run of entries that fits in one message of the hook; a first entry that does not fit is a run of its own.
  static func leading(_ entries: some Collection<Backlog.Entry>, for hook: HookDefinition) -> [Backlog.Entry] {
    var batch: [Backlog.Entry] = []
    var length = 0
    var alerts = 0
    var files = 0
    for entry in entries {
      length += entry.length + (batch.isEmpty ? 0 : gap)
      alerts += entry.item.alerts.count
      files += entry.item.files.count
      if let first = batch.first {
        let fits = length <= hook.maxLength && alerts <= Batch.alerts && files <= max(0, hook.maxFiles - ownFiles)
        guard fits, joins(first, entry) else { break }
      }
      batch.append(entry)
    }
    return batch
  }

  /// Whether the entries take more messages than may go now.
  static func isOver(_ entries: [Backlog.Entry], for hook: HookDefinition, available: Int) -> Bool {
    var rest = entries[...]
    for _ in 0..<available {
      guard !rest.isEmpty else { return false }
      rest = rest.dropFirst(leading(rest, for: hook).count)
    }
    return !rest.isEmpty
  }

  /// A text that somebody sent and a summary stay messages of their own, and what may be a repeat marks nothing else as one.
  private static func joins(_ first: Backlog.Entry, _ next: Backlog.Entry) -> Bool {
    func isJoinable(_ item: OutboxItem) -> Bool { item.kind == .alerts || item.kind == .notice }
    return isJoinable(first.item) && isJoinable(next.item) && first.item.user == next.item.user
      && first.item.hook == next.item.hook && first.mayHaveArrived == next.mayHaveArrived
  }
}
