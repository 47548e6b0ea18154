import GRDB
import Glibc

extension DatabaseFile {
  /// A database in memory with what the file holds, and whether that is all of it; a file that there is not holds nothing.
  func openInMemory() throws(LedgerError) -> (database: DatabaseQueue, isWhole: Bool) {
    do {
      let memory = try DatabaseQueue(configuration: configuration(isFile: false))
      let isWhole = try isEmpty || copy(to: memory)
      if try memory.read(Schema.migrator.hasBeenSuperseded) {
        throw LedgerError(.newer, path: path, detail: "a table version that this fleepd does not know")
      }
      try Schema.migrator.migrate(memory)
      return (memory, isWhole)
    } catch let error as LedgerError {
      throw error
    } catch {
      throw LedgerError(error, path: path)
    }
  }

  /// There is no file, or there was no room yet to write anything into it.
  private var isEmpty: Bool {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_size == 0 : errno == ENOENT || errno == ENOTDIR
  }

  /// Copies the database however it can be read, or what can be read of a damaged one; false where it cannot be.
  private func copy(to memory: DatabaseQueue) throws -> Bool {
    for way in ways {
      do {
        let stored = try way()
        if try stored.read(problem) == nil {
          try stored.backup(to: memory)
        } else {
          try Schema.migrator.migrate(memory)
          _ = Rescue.copy(stored, to: memory)
        }
        return true
      } catch {
        // What is no database holds nothing, and is set aside once that is possible.
        if LedgerError(error, path: path).kind == .corrupt { return true }
      }
    }
    return false
  }

  /// Ways of opening it for reading, each for a disk that does not allow the one before.
  private var ways: [() throws -> DatabaseQueue] {
    let reading = { try open { $0.readonly = true } }
    // The index of the log, which SQLite shares by a file, is in memory then: a full disk has no room for that file.
    let alone = {
      try open { $0.prepareDatabase { db in try db.execute(sql: "PRAGMA locking_mode = EXCLUSIVE") } }
    }
    // A disk that cannot be written does not let the database be locked either. Nobody can change it meanwhile.
    let unchanging = { try open(as: "file:\(pathInAddress)?immutable=1") { $0.readonly = true } }
    return hasLog ? [reading, alone] : [reading, alone, unchanging]
  }

  private var pathInAddress: String {
    path.replacing("%", with: "%25").replacing("?", with: "%3f").replacing("#", with: "%23")
  }

  /// Something is in the log that is not in the database yet.
  private var hasLog: Bool {
    var status = stat()
    return stat("\(path)-wal", &status) == 0 && status.st_size > 0
  }

  private func open(as name: String? = nil, _ change: (inout Configuration) -> Void) throws -> DatabaseQueue {
    var configuration = configuration(isFile: false)
    change(&configuration)
    return try DatabaseQueue(path: name ?? path, configuration: configuration)
  }
}
