import GRDB
import Glibc
@testable import Ledger
import Model
import Testing

@Suite("Damaged databases")
struct DamageTests {
  private let scratch: Scratch
  private var path: String { "\(scratch.path)/fleepd.db" }

  init() throws {
    scratch = try Scratch()
  }

  /// Writes noise over pages of the database file, which must be checkpointed.
  private func damage(pages: Range<Int>) throws {
    let file = try #require(fopen(path, "r+"))
    defer { fclose(file) }
    let noise = [UInt8](repeating: 0xA5, count: 4096)
    for page in pages {
      fseek(file, page * 4096, SEEK_SET)
      #expect(fwrite(noise, 1, noise.count, file) == noise.count)
    }
  }

  private func pages() throws -> Int {
    var status = stat()
    #expect(stat(path, &status) == 0)
    return Int(status.st_size) / 4096
  }

  private var items: [OutboxItem] { (0..<200).map { item("\($0) " + String(repeating: "x", count: 1000)) } }

  @Test(
    "What is no database is set aside, and a new one begun",
    arguments: ["no database, never. ", "SQLite format 3\0"]
  )
  func noDatabase(text: String) async throws {
    let noise = String(repeating: text, count: 1000)
    let file = try #require(fopen(path, "w"))
    #expect(fwrite(noise, 1, noise.utf8.count, file) == noise.utf8.count)
    fclose(file)

    let ledger = try Ledger(directory: scratch.path)
    let aside = try #require(ledger.setAside)
    var status = stat()
    #expect(stat(aside.path, &status) == 0)
    #expect(status.st_size == noise.utf8.count)
    #expect(aside.path.hasPrefix("\(path).damaged-"))
    #expect(!aside.reason.isEmpty)
    #expect(aside.messages == 0)
    #expect(!aside.isWhole)
    #expect(try await ledger.contents().isFirstStart)
    _ = try await ledger.commit(LedgerChange(items: [item("a")]), at: noon)
  }

  @Test("Of a damaged database, all that can be read is taken over")
  func rescued() async throws {
    do {
      let ledger = try Ledger(directory: scratch.path)
      let change = LedgerChange(
        positions: ["log": [1]],
        engineRecords: ["a": [2]],
        hookRecords: ["ops": [3]],
        items: items
      )
      let stored = try await ledger.commit(change, at: noon).items
      let fault = PostFault(status: 400, detail: "no")
      let steps: [PostStep] = [
        .buried(items: [200], fault: fault), .confirmed(post([stored[0]])), .began(post([stored[198]]), attempt: 2),
      ]
      _ = try await ledger.commit(LedgerChange(posts: steps), at: noon)
    }
    let last = try pages()
    try damage(pages: last / 2..<last / 2 + 2)

    let ledger = try Ledger(directory: scratch.path)
    let aside = try #require(ledger.setAside)
    #expect(!aside.isWhole)
    let contents = try await ledger.contents()
    #expect(contents.outbox.count == aside.messages)
    #expect((150..<198).contains(aside.messages))
    #expect(contents.outbox.first?.id == 2)
    #expect(contents.outbox.last?.id == 199)
    #expect(contents.positions == ["log": [1]])
    #expect(try await ledger.engineRecords == ["a": [2]])
    #expect(contents.hookRecords == ["ops": [3]])
    #expect(contents.interrupted.map(\.attempt) == [2])
    #expect(!contents.isFirstStart)
    #expect(try await ledger.deadLetters().map(\.id) == [200])
    #expect(try await ledger.recentPosts(5).count == 1)
    #expect(try await ledger.commit(LedgerChange(items: [item("new")]), at: noon).items.map(\.id) == [201])
    #expect(try await ledger.queueSizes()["ops"]?.count == aside.messages + 1)
  }

  @Test("Damage that shows while the daemon runs is dealt with at once, and nothing of the change is lost")
  func atRunTime() async throws {
    let ledger = try Ledger(directory: scratch.path)
    _ = try await ledger.commit(LedgerChange(positions: ["log": [1]], items: items), at: noon)
    try await ledger.database.inDatabase { db in
      try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
    }
    try damage(pages: 2..<pages())
    try await ledger.database.inDatabase { db in try db.execute(sql: "PRAGMA shrink_memory") }

    let result = await ledger.store(LedgerChange(positions: ["log": [2]], items: [item("new")]), at: noon)
    #expect(result.fault == nil)
    #expect(result.setAside != nil)
    #expect(result.committed.items.map(\.id) == [201])
    #expect(try await ledger.outbox().last?.text == "new")
    #expect(try await ledger.contents().positions == ["log": [2]])
    let next = await ledger.store(LedgerChange(items: [item("next")]), at: noon)
    #expect(next.setAside == nil)
    #expect(next.committed.items.map(\.id) == [202])
  }

  @Test(
    "Of a damaged database on a disk that cannot be written, what can be read is in memory, and in the new one later"
  )
  func inMemory() async throws {
    do {
      let ledger = try Ledger(directory: scratch.path)
      _ = try await ledger.commit(LedgerChange(positions: ["log": [1]], items: items), at: noon)
    }
    let last = try pages()
    try damage(pages: last / 2..<last / 2 + 2)
    let memory = try Ledger(inMemoryFrom: scratch.path)
    let rescued = try await memory.outbox()
    #expect((150..<200).contains(rescued.count))
    #expect(try await memory.contents().positions == ["log": [1]])
    let result = await memory.store(LedgerChange(items: [item("new")]), at: noon)
    #expect(result.setAside?.messages == rescued.count)
    #expect(try LedgerReader(directory: scratch.path).outbox() == rescued + result.items)
  }
}
