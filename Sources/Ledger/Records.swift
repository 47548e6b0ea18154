import FoundationEssentials
import GRDB

/// The tables of opaque values by key.
enum Records: String {
  case position
  case engine = "engine_record"
  case hook = "hook_record"

  func all(in db: Database) throws -> [String: [UInt8]] {
    var values: [String: [UInt8]] = [:]
    let rows = try Row.fetchCursor(db, sql: "SELECT key, value FROM \(rawValue)")
    while let row = try rows.next() {
      let value: Data = row[1]
      values[row[0]] = [UInt8](value)
    }
    return values
  }

  func apply(_ changes: some Sequence<(key: String, value: [UInt8]?)>, to db: Database) throws {
    let put = try db.cachedStatement(
      sql: "INSERT INTO \(rawValue) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"
    )
    let delete = try db.cachedStatement(sql: "DELETE FROM \(rawValue) WHERE key = ?")
    for (key, value) in changes {
      if let value {
        try put.execute(arguments: [key, Data(value)])
      } else {
        try delete.execute(arguments: [key])
      }
    }
  }
}
