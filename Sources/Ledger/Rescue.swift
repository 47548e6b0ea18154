import GRDB

/// What can be read of a damaged database, taken over into a new one.
struct Rescue {
  private(set) var messages = 0
  /// The tables of which something is missing.
  private var damaged: Set<String> = []

  var isWhole: Bool { damaged.isEmpty }

  /// In an order in which no row refers to one that is not there yet.
  private static let tables = [
    "outbox", "dead_letter", "notification_log", "hook_record", "engine_record", "post", "post_item", "position",
    "life",
  ]

  /// Copies all that can be read of the database at `path`; never fails, since there is nothing better to do.
  static func copy(_ path: String, to new: DatabaseQueue) -> Rescue {
    var configuration = Configuration()
    configuration.readonly = true
    guard let old = try? DatabaseQueue(path: path, configuration: configuration) else { return nothing }
    return copy(old, to: new)
  }

  /// Copies all that can be read of a database.
  static func copy(_ old: DatabaseQueue, to new: DatabaseQueue) -> Rescue {
    var rescue = Rescue()
    do {
      try old.inDatabase { old in
        try new.write { db in try rescue.copyTables(from: old, to: db) }
      }
      return rescue
    } catch {
      return nothing
    }
  }

  private static var nothing: Rescue {
    var rescue = Rescue()
    rescue.damaged = Set(tables)
    return rescue
  }

  private mutating func copyTables(from old: Database, to new: Database) throws {
    for table in Self.tables {
      // Without all places, files would be read from their beginnings: then it is better to begin as at a first start.
      if table == "life", damaged.contains("position") { continue }
      try copy(table, from: old, to: new)
    }
    messages = try Int.fetchOne(new, sql: "SELECT count(*) FROM outbox") ?? 0
  }

  /// Copies a table from its beginning to the damage and, where there is damage, from its end as well.
  private mutating func copy(_ table: String, from old: Database, to new: Database) throws {
    let names = try new.columns(in: table).map(\.name)
    let places = names.map { _ in "?" }.joined(separator: ", ")
    let insert = try new.cachedStatement(
      sql: "INSERT OR IGNORE INTO \(table) (\(names.joined(separator: ", "))) VALUES (\(places))"
    )
    let key = try new.primaryKey(table).columns.first ?? "rowid"
    for direction in ["ASC", "DESC"] {
      let select = "SELECT \(names.joined(separator: ", ")) FROM \(table) NOT INDEXED ORDER BY \(key) \(direction)"
      do {
        let rows = try Row.fetchCursor(old, sql: select)
        while let row = try rows.next() {
          // A row that refers to an unreadable one is left out.
          try? insert.execute(arguments: StatementArguments(row.databaseValues))
        }
        return
      } catch {
        damaged.insert(table)
      }
    }
  }
}
