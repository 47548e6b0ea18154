import GRDB
import Glibc
package import Model

/// Reads the ledger without changing it, for commands that run beside the daemon or without one; every call blocks.
package struct LedgerReader: Sendable {
  let path: String
  private let database: DatabaseQueue

  init(path: String, database: DatabaseQueue) {
    self.path = path
    self.database = database
  }

  /// Opens the ledger of a state directory for reading, whether its daemon runs or not.
  package init(directory: String) throws(LedgerError) {
    let file = DatabaseFile(directory: directory)
    self.init(path: file.path, database: try file.openForReading())
  }

  /// What is stored, beside the engine's records.
  package func contents() throws(LedgerError) -> LedgerContents {
    try read { db in
      LedgerContents(
        positions: try Records.position.all(in: db),
        hookRecords: Dictionary(
          uniqueKeysWithValues: try Records.hook.all(in: db).map { (HookName($0.key), $0.value) }
        ),
        outbox: try OutboxTable(db: db).all(),
        interrupted: try PostTable(db: db).interrupted(),
        isFirstStart: try Int.fetchOne(db, sql: "SELECT count(*) FROM life") == 0
      )
    }
  }

  /// How much waits on each hook; hooks with nothing waiting are left out.
  package func queueSizes() throws(LedgerError) -> [HookName: QueueSize] {
    try read { db in try OutboxTable(db: db).sizes() }
  }

  /// What waits, in the order of queueing.
  package func outbox() throws(LedgerError) -> [OutboxItem] {
    try read { db in try OutboxTable(db: db).all() }
  }

  /// The newest confirmed posts, newest first.
  package func recentPosts(_ count: Int) throws(LedgerError) -> [LogEntry] {
    try read { db in try NotificationLog(db: db).recent(count) }
  }

  /// What could not be delivered in the last seven days, oldest first.
  package func deadLetters() throws(LedgerError) -> [DeadLetter] {
    try read { db in try DeadLetters(db: db).all() }
  }

  /// Runs a reading of the database and gives its errors their kind.
  func read<Value>(_ work: (Database) throws -> Value) throws(LedgerError) -> Value {
    do {
      return try database.read(work)
    } catch {
      throw LedgerError(error, path: path)
    }
  }
}
