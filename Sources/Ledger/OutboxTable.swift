import FoundationEssentials
import GRDB
import Model

/// The outbox in the database: what waits on each hook, in the order of its ids.
struct OutboxTable {
  let db: Database

  func insert(_ item: OutboxItem) throws {
    let text = try Stored.text(item)
    try db.cachedStatement(sql: "INSERT INTO outbox VALUES (?, ?, ?, ?, ?, ?)").execute(
      arguments: [
        item.id, item.hook.text, item.severity.rawValue, item.queued.nanoseconds, text.utf8.count, text,
      ]
    )
  }

  func all() throws -> [OutboxItem] {
    try items(where: "TRUE", [])
  }

  func items(ofPostOn hook: String) throws -> [OutboxItem] {
    try items(where: "id IN (SELECT item FROM post_item WHERE hook = ?)", [hook])
  }

  func item(_ id: Int64) throws -> OutboxItem? {
    try items(where: "id = ?", [id]).first
  }

  func delete(_ ids: ClosedRange<Int64>) throws {
    try db.cachedStatement(sql: "DELETE FROM outbox WHERE id BETWEEN ? AND ?").execute(
      arguments: [ids.lowerBound, ids.upperBound]
    )
  }

  func holds(anyOf ids: ClosedRange<Int64>) throws -> Bool {
    let sql = "SELECT EXISTS (SELECT 1 FROM outbox WHERE id BETWEEN ? AND ?)"
    return try Bool.fetchOne(db.cachedStatement(sql: sql), arguments: [ids.lowerBound, ids.upperBound]) ?? false
  }

  func sizes() throws -> [HookName: QueueSize] {
    var sizes: [HookName: QueueSize] = [:]
    let rows = try Row.fetchCursor(db, sql: "SELECT hook, count(*), sum(bytes), min(queued) FROM outbox GROUP BY hook")
    while let row = try rows.next() {
      sizes[HookName(row[0])] = QueueSize(count: row[1], bytes: row[2], oldest: Instant(nanoseconds: row[3]))
    }
    return sizes
  }

  func size(of hook: HookName) throws -> (count: Int, bytes: Int) {
    let sum = try db.cachedStatement(sql: "SELECT count, bytes FROM queue_size WHERE hook = ?")
    guard let row = try Row.fetchOne(sum, arguments: [hook.text]) else { return (0, 0) }
    return (row[0], row[1])
  }

  /// What the bounds sacrifice on a hook, now that this much waits there.
  func sacrifice(on hook: HookName, bounds: OutboxBounds) throws -> [OutboxBounds.Entry] {
    let size = try size(of: hook)
    guard !bounds.hold(count: size.count, bytes: size.bytes) else { return [] }
    let sql = """
      SELECT id, severity, bytes, EXISTS (SELECT 1 FROM post_item WHERE item = id)
      FROM outbox WHERE hook = ? ORDER BY severity, id
      """
    let rows = try Row.fetchCursor(db.cachedStatement(sql: sql), arguments: [hook.text])
    return try bounds.sacrifice(count: size.count, bytes: size.bytes) {
      try rows.next().map { row in
        OutboxBounds.Entry(
          id: row[0],
          severity: Severity(rawValue: row[1]) ?? .critical,
          bytes: row[2],
          isInFlight: row[3]
        )
      }
    }
  }

  private func items(where condition: String, _ arguments: StatementArguments) throws -> [OutboxItem] {
    let sql = "SELECT \(OutboxItem.columns) FROM outbox WHERE \(condition) ORDER BY id"
    let rows = try Row.fetchCursor(db.cachedStatement(sql: sql), arguments: arguments)
    // One row at a time: the text of an item would be in memory thrice.
    return try Array(rows.map(OutboxItem.init(row:)))
  }
}
