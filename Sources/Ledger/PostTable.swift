import GRDB
import Model

/// Posts that may have arrived without an answer seen, and what became of them.
///
/// A row stays for as long as any request of its post may have arrived: that is how a repeat is known as one after a crash.
struct PostTable {
  let db: Database

  func begin(_ post: Post, attempt: Int) throws {
    try end(on: post.hook)
    var frame = post
    frame.items = []
    try db.cachedStatement(sql: "INSERT INTO post VALUES (?, ?, ?)").execute(
      arguments: [post.hook.text, attempt, try Stored.text(frame)]
    )
    // An item that the bounds have sacrificed is posted all the same and not noted.
    let add = try db.cachedStatement(sql: "INSERT OR REPLACE INTO post_item SELECT id, ? FROM outbox WHERE id = ?")
    for item in post.items { try add.execute(arguments: [post.hook.text, item.id]) }
  }

  func end(on hook: HookName) throws {
    try db.cachedStatement(sql: "DELETE FROM post WHERE hook = ?").execute(arguments: [hook.text])
  }

  func attempt(on hook: HookName) throws -> Int? {
    try Int.fetchOne(
      db.cachedStatement(sql: "SELECT attempt FROM post WHERE hook = ?"),
      arguments: [hook.text]
    )
  }

  /// The open posts, without what another hook has told meanwhile.
  func interrupted() throws -> [InterruptedPost] {
    let outbox = OutboxTable(db: db)
    return try Row.fetchAll(db, sql: "SELECT hook, attempt, post FROM post ORDER BY hook").compactMap { row in
      let items = try outbox.items(ofPostOn: row[0])
      // A post that another version of fleepd wrote goes again with each of its items in full.
      var post =
        (try? Stored.value(Post.self, from: row[2]))
        ?? Post(
          hook: HookName(row[0]),
          items: [],
          form: .whole,
          mayBeRepeat: true,
          created: items.first?.queued ?? .distantPast
        )
      post.items = items
      post.mayBeRepeat = true
      if let tally = post.tally, try !tally.items.contains(where: { try outbox.holds(anyOf: $0) }) { post.tally = nil }
      return post.itemIDs.isEmpty ? nil : InterruptedPost(post: post, attempt: row[1])
    }
  }
}
