package import Model

/// What the ledger holds when the daemon starts, beside the engine's records.
package struct LedgerContents: Sendable, Equatable {
  package var positions: [String: [UInt8]]
  package var hookRecords: [HookName: [UInt8]]
  /// In the order of queueing, those of interrupted posts among them.
  package var outbox: [OutboxItem]
  /// Posts whose answer was never seen, marked as possible repeats.
  package var interrupted: [InterruptedPost]
  /// Nothing was ever committed here: existing files are read from their end.
  package var isFirstStart: Bool

  package init(
    positions: [String: [UInt8]] = [:],
    hookRecords: [HookName: [UInt8]] = [:],
    outbox: [OutboxItem] = [],
    interrupted: [InterruptedPost] = [],
    isFirstStart: Bool = true
  ) {
    self.positions = positions
    self.hookRecords = hookRecords
    self.outbox = outbox
    self.interrupted = interrupted
    self.isFirstStart = isFirstStart
  }
}

/// A post that a crash, a lost answer or a kill left open.
package struct InterruptedPost: Sendable, Equatable {
  /// ``Post/mayBeRepeat`` is true.
  package var post: Post
  package var attempt: Int

  package init(post: Post, attempt: Int) {
    self.post = post
    self.attempt = attempt
  }
}

/// A database that was damaged and moved out of the way, after what could be read of it was taken over.
package struct SetAside: Sendable, Equatable {
  /// Where the damaged database is now.
  package let path: String
  package let reason: String
  /// How many queued messages were taken over.
  package let messages: Int
  /// Everything was readable, so that nothing is lost.
  package let isWhole: Bool
}

/// How much waits on a hook.
package struct QueueSize: Sendable, Equatable, Codable {
  package var count: Int
  package var bytes: Int
  package var oldest: Instant?
}

/// A post that Fleep confirmed.
package struct LogEntry: Sendable, Equatable, Codable {
  package var hook: HookName
  package var confirmed: Instant
  /// The first attempt's time.
  package var created: Instant
  package var form: Post.Form
  package var attempt: Int
  package var mayBeRepeat: Bool
  /// How many queued items it told.
  package var items: Int
  /// The dedup keys of its alerts, each once.
  package var keys: [String]
}

/// An item that could not be delivered; kept for seven days.
package struct DeadLetter: Sendable, Equatable, Codable, Identifiable {
  package var item: OutboxItem
  package var buried: Instant
  package var fault: PostFault

  package init(item: OutboxItem, buried: Instant, fault: PostFault) {
    self.item = item
    self.buried = buried
    self.fault = fault
  }

  package var id: Int64 { item.id }
}
