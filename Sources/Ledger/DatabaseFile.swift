import FoundationEssentials
import GRDB
import Glibc

/// The file that the ledger is kept in: created, opened, checked, and set aside when it is damaged.
struct DatabaseFile {
  static let name = "fleepd.db"

  let path: String

  init(path: String) {
    self.path = path
  }

  init(directory: String) {
    path = "\(directory)/\(Self.name)"
  }

  var directory: String { String(path.dropLast(Self.name.count + 1)) }

  /// Opens the database for writing, creating it where there is none.
  func open() throws(LedgerError) -> DatabaseQueue {
    do {
      try createPrivately()
      let queue = try DatabaseQueue(path: path, configuration: configuration())
      // GRDB sets NORMAL with WAL, which may lose the last commits when the power fails.
      try queue.inDatabase { db in try db.execute(sql: "PRAGMA synchronous = FULL") }
      try queue.read { db in
        if try Schema.migrator.hasBeenSuperseded(db) {
          throw LedgerError(.newer, path: path, detail: "a table version that this fleepd does not know")
        }
        if let problem = try problem(db) { throw LedgerError(.corrupt, path: path, detail: problem) }
      }
      try Schema.migrator.migrate(queue)
      return queue
    } catch let error as LedgerError {
      throw error
    } catch {
      throw LedgerError(error, path: path)
    }
  }

  /// What is wrong with a database; nil: nothing.
  func problem(_ db: Database) throws -> String? {
    let problems = try String.fetchAll(db, sql: "PRAGMA quick_check(1)")
    return problems == ["ok"] ? nil : problems.joined(separator: ", ")
  }

  /// Opens the database; a damaged one is set aside and a new one begun.
  func openOrBeginAnew() throws(LedgerError) -> (DatabaseQueue, SetAside?) {
    do {
      return (try open(), nil)
    } catch  where error.kind == .corrupt {
      return try beginAnew(reason: error.detail)
    }
  }

  /// Sets a damaged database aside, which nobody has open, and begins a new one with what can be read of it.
  func beginAnew(reason: String) throws(LedgerError) -> (DatabaseQueue, SetAside) {
    let aside = try moveAside()
    let queue: DatabaseQueue
    do {
      queue = try open()
    } catch {
      // There the next attempt finds what can be read of it.
      moveBack(aside)
      throw error
    }
    let rescue = Rescue.copy(aside, to: queue)
    return (queue, SetAside(path: aside, reason: reason, messages: rescue.messages, isWhole: rescue.isWhole))
  }

  /// Opens the database for reading only, beside a daemon or without one.
  func openForReading() throws(LedgerError) -> DatabaseQueue {
    guard access(path, R_OK) == 0 else {
      let code = errno
      throw LedgerError(code == ENOENT ? .absent : .notPermitted, path: path, detail: String(cString: strerror(code)))
    }
    do {
      var reading = configuration()
      reading.readonly = true
      let queue = try DatabaseQueue(path: path, configuration: reading)
      guard try queue.read(Schema.migrator.hasCompletedMigrations) else {
        throw LedgerError(.newer, path: path, detail: "a table version that is not this fleepd's")
      }
      return queue
    } catch let error as LedgerError {
      throw error
    } catch {
      throw LedgerError(error, path: path)
    }
  }

  /// Moves the damaged database and its log out of the way: nothing that was stored is destroyed.
  private func moveAside() throws(LedgerError) -> String {
    var aside = "\(path).damaged-\(Int(Date().timeIntervalSince1970))"
    while access(aside, F_OK) == 0 { aside += "+" }
    for suffix in ["", "-wal", "-shm"] where access(path + suffix, F_OK) == 0 {
      guard rename(path + suffix, aside + suffix) == 0 else {
        throw LedgerError(.readOnly, path: path, detail: String(cString: strerror(errno)))
      }
    }
    return aside
  }

  private func moveBack(_ aside: String) {
    // What was begun is no part of the old database, its log least of all.
    for suffix in ["", "-wal", "-shm"] {
      unlink(path + suffix)
      rename(aside + suffix, path + suffix)
    }
  }

  /// SQLite gives its other files the mode of the database, which must be no one else's from the first moment.
  private func createPrivately() throws(LedgerError) {
    let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      let code = errno
      let detail = String(cString: strerror(code))
      throw LedgerError(code == ENOSPC || code == EDQUOT ? .full : .readOnly, path: path, detail: detail)
    }
    fchmod(descriptor, 0o600)
    close(descriptor)
  }

  func configuration(isFile: Bool = true) -> Configuration {
    var configuration = Configuration()
    if isFile { configuration.journalMode = .wal }
    configuration.busyMode = .timeout(5)
    configuration.label = "ledger"
    configuration.prepareDatabase { db in
      // The log shrinks back after a burst, and the pages kept in memory are few: the daemon idles in 20 MB.
      try db.execute(sql: "PRAGMA journal_size_limit = 4194304; PRAGMA cache_size = -1024")
    }
    return configuration
  }
}
