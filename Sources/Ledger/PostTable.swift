import GRDB
import Model

/// Posts that may have arrived without an answer seen, and what became of them.
///
/// A row stays for as long as any request of its post may have arrived: that is how a repeat is known as one after a crash.
struct PostTable {
  let db: Database

  func begin(_ post: Post, attempt: Int) throws {
    try end(on: post.hook)
    try db.cachedStatement(sql: "INSERT INTO post VALUES (?, ?, ?, ?)").execute(
      arguments: [post.hook.text, post.form.rawValue, attempt, post.created.nanoseconds]
    )
    // An item that could not be stored, on a disk that was full, is posted all the same and not noted.
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

  /// The open posts; one whose items are all gone is none.
  func interrupted() throws -> [InterruptedPost] {
    try Row.fetchAll(db, sql: "SELECT hook, form, attempt, created FROM post ORDER BY hook").compactMap { row in
      let items = try OutboxTable(db: db).items(ofPostOn: row[0])
      guard !items.isEmpty else { return nil }
      let post = Post(
        hook: HookName(row[0]),
        items: items,
        form: Post.Form(rawValue: row[1]) ?? .whole,
        mayBeRepeat: true,
        created: Instant(nanoseconds: row[3])
      )
      return InterruptedPost(post: post, attempt: row[2])
    }
  }
}
