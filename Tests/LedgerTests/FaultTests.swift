import GRDB
import Glibc
@testable import Ledger
import Model
import Testing

extension Ledger {
  /// Makes the database refuse to grow, as a full disk does.
  func limit(pages: Int) throws {
    try database.inDatabase { db in try db.execute(sql: "PRAGMA max_page_count = \(pages)") }
  }

  func pragma(_ name: String) throws -> String? {
    try database.inDatabase { db in try String.fetchOne(db, sql: "PRAGMA \(name)") }
  }
}

@Suite("Faults")
struct FaultTests {
  let scratch = try? Scratch()

  private func directory() throws -> String { try #require(scratch).path }

  @Test(
    "Every commit is synced to the disk before it returns",
    arguments: [("journal_mode", "wal"), ("synchronous", "2")]
  )
  func durable(pragma: String, value: String) async throws {
    let ledger = try Ledger(directory: try directory())
    #expect(try await ledger.pragma(pragma) == value)
    #expect(try await ledger.pragma("foreign_keys") == "1")
  }

  @Test("A second daemon is told who has the directory; when the first is gone, it gets it")
  func twoDaemons() async throws {
    let directory = try directory()
    do {
      let first = try Ledger(directory: directory)
      let error = #expect(throws: LedgerError.self) { try Ledger(directory: directory) }
      #expect(error?.kind == .inUse(process: Int(getpid())))
      #expect(error?.description.contains("another fleepd (process \(getpid()))") == true)
      _ = try await first.commit(LedgerChange(items: [item("a")]), at: noon)
    }
    #expect(try await Ledger(directory: directory).outbox().count == 1)
  }

  @Test("A full disk is an error of its kind, changes nothing, and is over when there is room again")
  func fullDisk() async throws {
    let ledger = try Ledger(directory: try directory())
    _ = try await ledger.commit(LedgerChange(positions: ["log": [1]], items: [item("a")]), at: noon)
    let before = try await ledger.contents()
    try await ledger.limit(pages: 1)
    let large = item(String(repeating: "x", count: 100_000))
    let error = await #expect(throws: LedgerError.self) {
      try await ledger.commit(LedgerChange(positions: ["log": [2]], items: [large]), at: noon)
    }
    #expect(error?.kind == .full)
    #expect(try await ledger.contents() == before)
    try await ledger.limit(pages: 1_000_000)
    let committed = try await ledger.commit(LedgerChange(positions: ["log": [2]], items: [large]), at: noon)
    #expect(committed.items.map(\.id) == [3])
    #expect(try await ledger.contents().positions == ["log": [2]])
  }

  @Test(
    "A directory that cannot be written is an error of its kind",
    arguments: ["/proc", "/proc/fleepd", "/dev/null/fleepd"]
  )
  func readOnly(directory: String) throws {
    let error = #expect(throws: LedgerError.self) { try Ledger(directory: directory) }
    #expect(error?.kind == .readOnly)
  }

  @Test(
    "A damaged database is set aside, and a new one begun",
    arguments: ["this is no database, and never was one. ", "SQLite format 3\0"]
  )
  func damaged(text: String) async throws {
    let directory = try directory()
    let damage = String(repeating: text, count: 1000)
    let file = try #require(fopen("\(directory)/fleepd.db", "w"))
    #expect(fwrite(damage, 1, damage.utf8.count, file) == damage.utf8.count)
    fclose(file)

    let ledger = try Ledger(directory: directory)
    let aside = try #require(ledger.setAside)
    var status = stat()
    #expect(stat(aside.path, &status) == 0)
    #expect(status.st_size == damage.utf8.count)
    #expect(aside.path.hasPrefix("\(directory)/fleepd.db.damaged-"))
    #expect(!aside.reason.isEmpty)
    #expect(try await ledger.contents().isFirstStart)
    _ = try await ledger.commit(LedgerChange(items: [item("a")]), at: noon)
  }

  @Test("Damage in the middle of the file is found at the start")
  func damagedPage() async throws {
    let directory = try directory()
    do {
      let ledger = try Ledger(directory: directory)
      let items = (0..<200).map { item("\($0) " + String(repeating: "x", count: 1000)) }
      _ = try await ledger.commit(LedgerChange(items: items), at: noon)
    }
    let file = try #require(fopen("\(directory)/fleepd.db", "r+"))
    for page in 2..<40 {
      fseek(file, page * 4096, SEEK_SET)
      let noise = [UInt8](repeating: 0xA5, count: 64)
      fwrite(noise, 1, noise.count, file)
    }
    fclose(file)
    #expect(try Ledger(directory: directory).setAside != nil)
  }

  @Test("A database of a newer fleepd is left as it is")
  func newer() async throws {
    let directory = try directory()
    do {
      let ledger = try Ledger(directory: directory)
      try await ledger.write { db in
        try db.execute(sql: "INSERT INTO grdb_migrations VALUES ('99: from the future')")
      }
    }
    let error = #expect(throws: LedgerError.self) { try Ledger(directory: directory) }
    #expect(error?.kind == .newer)
    #expect(try #require(scratch).files.contains("fleepd.db"))
  }
}
