import GRDB
import Model

/// One change, as it is written within one transaction.
struct Transaction {
  let db: Database
  let bounds: OutboxBounds
  let now: Instant

  private var outbox: OutboxTable { OutboxTable(db: db) }
  private var posts: PostTable { PostTable(db: db) }
  private var letters: DeadLetters { DeadLetters(db: db) }

  /// Writes a change whose items have their ids.
  func apply(_ change: LedgerChange) throws -> Committed {
    try Records.position.apply(change.positions.lazy.map { ($0.key, $0.value) }, to: db)
    try Records.engine.apply(change.engineRecords.lazy.map { ($0.key, $0.value) }, to: db)
    try Records.hook.apply(change.hookRecords.lazy.map { ($0.key.text, $0.value) }, to: db)
    for item in change.items { try outbox.insert(item) }
    for step in change.posts { try apply(step) }
    // Of no meaning to anybody: SQLite writes the page that holds it, even where it has this value already.
    if change.isProof { try db.execute(sql: "PRAGMA user_version = 0") }
    let sacrificed = try Set(change.items.map(\.hook)).sorted().flatMap { try sacrifice(on: $0) }
    let displaced = change.buries || !sacrificed.isEmpty ? try letters.makeRoom(bounds: bounds) : []
    let gone = Set(sacrificed.map(\.id))
    return Committed(
      items: change.items.filter { !gone.contains($0.id) },
      sacrificed: sacrificed,
      displaced: displaced
    )
  }

  private func apply(_ step: PostStep) throws {
    switch step {
    case .began(let post, let attempt):
      try posts.begin(post, attempt: attempt)
    case .confirmed(let post):
      try NotificationLog(db: db).add(post, attempt: try posts.attempt(on: post.hook) ?? 1, at: now)
      for ids in post.itemIDs {
        try outbox.delete(ids)
        // What the bounds had sacrificed was told from memory all the same.
        try letters.delete(ids)
      }
      try posts.end(on: post.hook)
    case .released(let post):
      if !post.mayBeRepeat { try posts.end(on: post.hook) }
    case .buried(let items, let fault):
      for item in items { try letters.bury(item, fault: fault, at: now) }
    case .dropped(let items):
      for item in items { try outbox.delete(item...item) }
    case .forgotten(let ids):
      for id in ids { try letters.delete(id...id) }
    }
  }

  private func sacrifice(on hook: HookName) throws -> [OutboxItem] {
    try outbox.sacrifice(on: hook, bounds: bounds).compactMap { entry in
      guard let item = try outbox.item(entry.id) else { return nil }
      if entry.severity == .critical {
        try letters.bury(entry.id, fault: PostFault(detail: "the hook's queue was full"), at: now)
      } else {
        try outbox.delete(entry.id...entry.id)
      }
      return item
    }
  }
}
