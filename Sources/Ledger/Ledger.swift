import GRDB
package import Model
import Threads

/// The one place for all that must survive: a SQLite database that changes by whole transactions, synced to the disk.
///
/// It knows nothing of engines and hooks: their records are bytes to it. It never sees a hook's address.
package actor Ledger {
  /// The damaged database that was moved out of the way when this one was begun, at the start.
  nonisolated package let setAside: SetAside?
  /// The database's path.
  nonisolated package let path: String

  private let executor = SerialThread(name: "fleepd-ledger")
  private var lock: DirectoryLock?
  private(set) var database: DatabaseQueue
  private(set) var storage: Storage
  let bounds: OutboxBounds
  private var lastID: Int64
  private var isFirstStart: Bool
  private var lastPruned = Instant.distantPast
  /// What the disk refused: ``store(_:at:)`` tries it again.
  var unsaved = Unsaved()
  var fullness = Fullness()

  /// Where what is committed goes.
  enum Storage {
    case file
    /// Into the file once it can be opened: until then ``database`` is a copy in memory, or none.
    case unopenedFile
    /// Into memory, until a restart: what the file holds could not be read, and nothing may come between that.
    case memory
  }

  package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  /// Opens the ledger in a directory that no other daemon uses; blocks for as long as the disk takes.
  ///
  /// A damaged database is set aside and a new one begun.
  package init(directory: String, bounds: OutboxBounds = OutboxBounds()) throws(LedgerError) {
    let lock = try DirectoryLock(directory: directory)
    let file = DatabaseFile(directory: directory)
    let (database, setAside) = try file.openOrBeginAnew()
    try self.init(database, .file, path: file.path, lock: lock, setAside: setAside, bounds: bounds)
  }

  /// Begins with a copy in memory of what the directory's database holds, for a disk that cannot be written.
  package init(inMemoryFrom directory: String, bounds: OutboxBounds = OutboxBounds()) throws(LedgerError) {
    let file = DatabaseFile(directory: directory)
    let (database, isWhole) = try file.openInMemory()
    let lock = try? DirectoryLock(directory: directory)
    let storage: Storage = isWhole ? .unopenedFile : .memory
    try self.init(database, storage, path: file.path, lock: lock, setAside: nil, bounds: bounds)
  }

  private init(
    _ database: DatabaseQueue,
    _ storage: Storage,
    path: String,
    lock: DirectoryLock?,
    setAside: SetAside?,
    bounds: OutboxBounds
  ) throws(LedgerError) {
    self.database = database
    self.storage = storage
    self.path = path
    self.lock = lock
    self.setAside = setAside
    self.bounds = bounds
    (lastID, isFirstStart) = try LedgerReader(path: path, database: database).read { db in
      let lastQueued = try Int64.fetchOne(db, sql: "SELECT seq FROM sqlite_sequence WHERE name = 'outbox'") ?? 0
      let lastBuried = try Int64.fetchOne(db, sql: "SELECT max(id) FROM dead_letter") ?? 0
      return (max(lastQueued, lastBuried), try Int.fetchOne(db, sql: "SELECT count(*) FROM life") == 0)
    }
  }

  var reader: LedgerReader { LedgerReader(path: path, database: database) }

  /// Sets the database aside, which turned out to be damaged, and goes on with a new one that has what could be read.
  func beginAnew(because fault: LedgerError) throws(LedgerError) -> SetAside {
    // The descriptors must be closed: SQLite would go on writing into the file that was moved.
    try? database.close()
    storage = .unopenedFile
    let setAside: SetAside
    (database, setAside) = try DatabaseFile(path: path).beginAnew(reason: fault.detail)
    storage = .file
    return setAside
  }

  /// Opens the file where that failed before, for want of room perhaps.
  func reopen() throws(LedgerError) -> SetAside? {
    guard storage == .unopenedFile else { return nil }
    if lock == nil { lock = try DirectoryLock(directory: DatabaseFile(path: path).directory) }
    let setAside: SetAside?
    (database, setAside) = try DatabaseFile(path: path).openOrBeginAnew()
    storage = .file
    return setAside
  }

  /// What is stored beside the engine's records, for the start of the daemon.
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
    _ = try reopen()
    var change = change
    change.items = number(change.items)
    // A proof before the first places are known must not make the next start a later one: that would read files from their beginning.
    let isFirst = isFirstStart && !change.storesNothing
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
    if isFirst { isFirstStart = false }
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
