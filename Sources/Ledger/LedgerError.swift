import GRDB

/// Why the ledger could not do what it was asked, and what to do about it.
package struct LedgerError: Error, Equatable, CustomStringConvertible {
  package enum Kind: Sendable, Equatable {
    /// The disk, or the quota, has no room: nothing was changed; the next commit may succeed.
    case full
    /// The directory or the file cannot be written.
    case readOnly
    /// Another fleepd has the directory.
    case inUse(process: Int?)
    /// The file is no database any more, or a broken one.
    case corrupt
    /// Another program holds the database for longer than the ledger waits.
    case busy
    /// A newer fleepd wrote the database.
    case newer
    /// The disk failed to read or write.
    case failing
    /// There is no database to read.
    case absent
    /// The database belongs to another user.
    case notPermitted
    /// Anything else; the text has SQLite's own words.
    case other
  }

  package let kind: Kind
  /// The database, or its directory.
  package let path: String
  package let detail: String

  package init(_ kind: Kind, path: String, detail: String) {
    self.kind = kind
    self.path = path
    self.detail = detail
  }

  /// What happened, where, and what to do.
  package var description: String { "\(path): \(happened) (\(detail)); \(remedy)" }

  private var happened: String {
    switch kind {
    case .full: "no room left to store state"
    case .readOnly: "the state cannot be written"
    case .inUse(let process): "another fleepd\(process.map { " (process \($0))" } ?? "") uses this state directory"
    case .corrupt: "the database is damaged"
    case .busy: "another program holds the database"
    case .newer: "the database was written by a newer fleepd"
    case .failing: "the disk fails"
    case .absent: "there is no database"
    case .notPermitted: "the database cannot be read"
    case .other: "the database refused a request"
    }
  }

  private var remedy: String {
    switch kind {
    case .full: "free some space: it is tried again every second"
    case .readOnly: "make it writable for the user that fleepd runs as"
    case .inUse: "stop the other one, or give this one a state_directory of its own"
    case .corrupt: "fleepd sets the file aside and begins a new one"
    case .busy: "end that program; fleepd tries again"
    case .newer: "install that version again, or move the file away to begin anew"
    case .failing: "look at the kernel's log and the disk: it is tried again every second"
    case .absent: "has fleepd run with this state_directory?"
    case .notPermitted: "run the command as root, or as the user that fleepd runs as"
    case .other: "please report this"
    }
  }
}

extension LedgerError {
  /// Sorts an error of the database into a kind.
  init(_ error: any Error, path: String) {
    guard let error = error as? DatabaseError else {
      self.init(.other, path: path, detail: "\(error)")
      return
    }
    let detail = error.message ?? "\(error.resultCode)"
    let kind: Kind =
      switch (error.resultCode, error.extendedResultCode) {
      // A write-ahead index that cannot grow is how a full disk shows itself first.
      case (_, .SQLITE_IOERR_SHMSIZE), (.SQLITE_FULL, _): .full
      case (.SQLITE_READONLY, _), (.SQLITE_CANTOPEN, _), (.SQLITE_PERM, _), (.SQLITE_AUTH, _): .readOnly
      case (.SQLITE_CORRUPT, _), (.SQLITE_NOTADB, _): .corrupt
      case (.SQLITE_BUSY, _), (.SQLITE_LOCKED, _): .busy
      case (.SQLITE_IOERR, _): .failing
      default: .other
      }
    self.init(kind, path: path, detail: detail)
  }
}
