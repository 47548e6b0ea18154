import GRDB
package import Model

/// The one place for all that must survive: a SQLite database that changes by whole transactions, synced to the disk.
///
/// It knows nothing of engines and hooks: their records are bytes to it. It never sees a hook's address.
package actor Ledger {
  /// The damaged database that was moved out of the way when this one was begun.
  nonisolated package let setAside: SetAside?
  /// The database's path.
  nonisolated package let path: String

  private let executor = LedgerExecutor()
  private let lock: DirectoryLock
  let database: DatabaseQueue
  let reader: LedgerReader
  let bounds: OutboxBounds
  private var lastID: Int64
  private var isFirstStart: Bool
  private var lastPruned = Instant.distantPast
  /// What the disk refused: ``store(_:at:)`` tries it again.
  var unsaved = Unsaved()

  package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  /// Opens the ledger in a directory that no other daemon uses; blocks for as long as the disk takes.
  ///
  /// A damaged database is set aside and a new one begun.
  package init(directory: String, bounds: OutboxBounds = OutboxBounds()) throws(LedgerError) {
    lock = try DirectoryLock(directory: directory)
    let file = DatabaseFile(directory: directory)
    path = file.path
    self.bounds = bounds
    (database, setAside) = try file.openOrBeginAnew()
    reader = LedgerReader(path: file.path, database: database)
    (lastID, isFirstStart) = try reader.read { db in
      (
        try Int64.fetchOne(db, sql: "SELECT seq FROM sqlite_sequence WHERE name = 'outbox'") ?? 0,
        try Int.fetchOne(db, sql: "SELECT count(*) FROM life") == 0
      )
    }
  }

  /// All that is stored, for the start of the daemon.
  package func contents() throws(LedgerError) -> LedgerContents { try reader.contents() }

  /// Gives items their ids without storing them, for a daemon that goes on from memory while the disk is full.
  ///
  /// They may be committed later as they are.
  package func number(_ items: [OutboxItem]) -> [OutboxItem] {
    items.map { item in
      guard item.id == 0 else { return item }
      lastID += 1
      var numbered = item
      numbered.id = lastID
      return numbered
    }
  }

  /// Stores a change in one transaction, synced to the disk when this returns.
  ///
  /// After an error, nothing of the change is stored.
  package func commit(_ change: LedgerChange, at now: Instant) throws(LedgerError) -> Committed {
    var change = change
    change.items = number(change.items)
    let isFirst = isFirstStart
    let isPruning = lastPruned.duration(to: now) > .hours(1)
    let bounds = bounds
    let numbered = change
    let committed = try write { db in
      if isFirst { try db.execute(sql: "INSERT INTO life VALUES (?)", arguments: [now.nanoseconds]) }
      if isPruning {
        try NotificationLog(db: db).prune(at: now)
        try DeadLetters(db: db).prune(at: now)
      }
      return try Transaction(db: db, bounds: bounds, now: now).apply(numbered)
    }
    isFirstStart = false
    if isPruning { lastPruned = now }
    return committed
  }

  /// Runs a transaction and gives its errors their kind.
  func write<Value>(_ work: (Database) throws -> Value) throws(LedgerError) -> Value {
    do {
      return try database.write(work)
    } catch {
      throw LedgerError(error, path: path)
    }
  }
}
