import GRDB
import Model

/// The posts that Fleep confirmed, kept for 120 hours.
struct NotificationLog {
  static let retention = Duration.hours(120)

  let db: Database

  func add(_ post: Post, attempt: Int, at now: Instant) throws {
    var seen: Set<String> = []
    let keys = post.items.flatMap(\.alerts).map(\.key).filter { seen.insert($0).inserted }
    let sql = """
      INSERT INTO notification_log (hook, confirmed, created, form, attempt, may_be_repeat, items, keys)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """
    try db.cachedStatement(sql: sql).execute(
      arguments: [
        post.hook.text, now.nanoseconds, post.created.nanoseconds, post.form.rawValue, attempt, post.mayBeRepeat,
        post.itemIDs.reduce(0) { $0 + $1.count }, try Stored.text(keys),
      ]
    )
  }

  /// The newest entries, newest first.
  func recent(_ count: Int) throws -> [LogEntry] {
    let sql = """
      SELECT hook, confirmed, created, form, attempt, may_be_repeat, items, keys
      FROM notification_log ORDER BY id DESC LIMIT ?
      """
    return try Row.fetchAll(db, sql: sql, arguments: [count]).map { row in
      LogEntry(
        hook: HookName(row[0]),
        confirmed: Instant(nanoseconds: row[1]),
        created: Instant(nanoseconds: row[2]),
        form: Post.Form(rawValue: row[3]) ?? .whole,
        attempt: row[4],
        mayBeRepeat: row[5],
        items: row[6],
        keys: try Stored.value([String].self, from: row[7])
      )
    }
  }

  func prune(at now: Instant) throws {
    try db.cachedStatement(sql: "DELETE FROM notification_log WHERE confirmed < ?").execute(
      arguments: [(now - Self.retention).nanoseconds]
    )
  }
}
