import GRDB
import Glibc
@testable import Ledger
import Model
import Testing

extension Ledger {
  /// Makes the database refuse to grow, as a full disk does.
  func limit(pages: Int) throws {
    try set("max_page_count = \(pages)")
  }

  func set(_ pragma: String) throws {
    try database.inDatabase { db in try db.execute(sql: "PRAGMA \(pragma)") }
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
