import GRDB
import Model

/// Items that could not be delivered, kept for seven days or until somebody retries or drops them.
struct DeadLetters {
  static let retention = Duration.days(7)

  let db: Database

  /// Takes an item out of the outbox; one that is not there is left alone.
  func bury(_ id: Int64, fault: PostFault, at now: Instant) throws {
    let sql = """
      INSERT INTO dead_letter SELECT id, hook, severity, queued, ?, bytes, ?, item FROM outbox WHERE id = ?
      """
    try db.cachedStatement(sql: sql).execute(arguments: [now.nanoseconds, try Stored.text(fault), id])
    try OutboxTable(db: db).delete(id...id)
  }

  func all() throws -> [DeadLetter] {
    let sql = "SELECT \(OutboxItem.columns), buried, fault FROM dead_letter ORDER BY id"
    return try Row.fetchAll(db, sql: sql).map { row in
      DeadLetter(
        item: try OutboxItem(row: row),
        buried: Instant(nanoseconds: row["buried"]),
        fault: try Stored.value(PostFault.self, from: row["fault"])
      )
    }
  }

  /// How many there are, of all hooks together, and how large.
  func size() throws -> (count: Int, bytes: Int) {
    let sum = try db.cachedStatement(sql: "SELECT count(*), ifnull(sum(bytes), 0) FROM dead_letter")
    guard let row = try Row.fetchOne(sum) else { return (0, 0) }
    return (row[0], row[1])
  }

  /// Makes room where the letters of all hooks together are more than the bounds of one outbox; gives those that went.
  func makeRoom(bounds: OutboxBounds) throws -> [OutboxItem] {
    let size = try size()
    guard !bounds.hold(count: size.count, bytes: size.bytes) else { return [] }
    let sql = "SELECT \(OutboxItem.columns), bytes FROM dead_letter ORDER BY severity, id"
    let rows = try Row.fetchCursor(db, sql: sql)
    var gone: [OutboxItem] = []
    _ = try bounds.sacrifice(count: size.count, bytes: size.bytes) {
      guard let row = try rows.next() else { return nil }
      let item = try OutboxItem(row: row)
      gone.append(item)
      return OutboxBounds.Entry(id: item.id, severity: item.severity, bytes: row["bytes"])
    }
    for item in gone { try delete(item.id...item.id) }
    return gone
  }

  func delete(_ ids: ClosedRange<Int64>) throws {
    try db.cachedStatement(sql: "DELETE FROM dead_letter WHERE id BETWEEN ? AND ?").execute(
      arguments: [ids.lowerBound, ids.upperBound]
    )
  }

  func prune(at now: Instant) throws {
    try db.cachedStatement(sql: "DELETE FROM dead_letter WHERE buried < ?").execute(
      arguments: [(now - Self.retention).nanoseconds]
    )
  }
}
