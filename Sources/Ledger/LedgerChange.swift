package import Model

/// What one transaction changes: all of it is stored, or nothing.
package struct LedgerChange: Sendable, Equatable {
  /// Where reading goes on; nil forgets a place.
  package var positions: [String: [UInt8]?]
  /// The engine's own records, opaque here; nil deletes one.
  package var engineRecords: [String: [UInt8]?]
  /// The delivery scheduler's record of each hook, opaque here; nil deletes one.
  package var hookRecords: [HookName: [UInt8]?]
  /// New items for the outbox, in order; those with id 0 are numbered.
  package var items: [OutboxItem]
  /// What became of posts and items, in order; the new items count as queued before.
  package var posts: [PostStep]
  /// Writes to the disk though nothing may be to be stored: whoever asks wants to know that it takes it.
  package var isProof: Bool

  package init(
    positions: [String: [UInt8]?] = [:],
    engineRecords: [String: [UInt8]?] = [:],
    hookRecords: [HookName: [UInt8]?] = [:],
    items: [OutboxItem] = [],
    posts: [PostStep] = [],
    isProof: Bool = false
  ) {
    self.positions = positions
    self.engineRecords = engineRecords
    self.hookRecords = hookRecords
    self.items = items
    self.posts = posts
    self.isProof = isProof
  }

  /// Whether there will be new dead letters.
  var buries: Bool {
    posts.contains { step in
      if case .buried = step { true } else { false }
    }
  }

  package var isEmpty: Bool { storesNothing && !isProof }

  /// Whether the contents stay as they are.
  var storesNothing: Bool {
    positions.isEmpty && engineRecords.isEmpty && hookRecords.isEmpty && items.isEmpty && posts.isEmpty
  }
}

/// One step in the life of a post, or of items that will never be one.
package enum PostStep: Sendable, Equatable {
  /// It is about to be sent. From here to its end, the ledger knows that its items may have arrived.
  case began(Post, attempt: Int)
  /// Fleep answered 2xx: its items leave the outbox, and the notification log has it.
  case confirmed(Post)
  /// An answer was seen, and it was no: the items wait again. Where an earlier request of the same post may have
  /// arrived (``Post/mayBeRepeat``), that stays known.
  case released(Post)
  /// The items will not be tried again: they become dead letters.
  case buried(items: [Int64], fault: PostFault)
  /// The items were told in another way, within another post or a notice: they leave the outbox.
  case dropped(items: [Int64])
  /// Somebody dropped these dead letters, or had them queued again.
  case forgotten(letters: [Int64])
}

/// What a commit stored.
package struct Committed: Sendable, Equatable {
  /// The change's items with their ids, in order, without those that the bounds sacrificed at once.
  package var items: [OutboxItem]
  /// Items that left the outbox because it is full: critical ones are dead letters now, the others gone.
  package var sacrificed: [OutboxItem]
  /// Dead letters that had to make room for newer ones.
  package var displaced: [OutboxItem]

  package init(items: [OutboxItem] = [], sacrificed: [OutboxItem] = [], displaced: [OutboxItem] = []) {
    self.items = items
    self.sacrificed = sacrificed
    self.displaced = displaced
  }
}
