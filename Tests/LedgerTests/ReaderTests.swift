import GRDB
import Glibc
@testable import Ledger
import Model
import Testing

@Suite("Reading beside the daemon")
struct ReaderTests {
  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
  }

  @Test("A reader sees what is committed, while the daemon runs and after it ended")
  func sees() async throws {
    let reader: LedgerReader
    do {
      let ledger = try Ledger(directory: scratch.path)
      _ = try await ledger.commit(LedgerChange(items: [item("a")]), at: noon)
      reader = try LedgerReader(directory: scratch.path)
      #expect(try reader.outbox().map(\.text) == ["a"])
      _ = try await ledger.commit(LedgerChange(positions: ["log": [1]], items: [item("b")]), at: noon)
      let contents = try await ledger.contents()
      #expect(try reader.contents() == contents)
    }
    #expect(try reader.queueSizes()["ops"]?.count == 2)
    let later = try LedgerReader(directory: scratch.path)
    #expect(try later.outbox().map(\.text) == ["a", "b"])
    #expect(try later.deadLetters().isEmpty)
    #expect(try later.recentPosts(1).isEmpty)
    _ = try await Ledger(directory: scratch.path).commit(LedgerChange(items: [item("c")]), at: noon)
    #expect(try later.outbox().count == 3)
  }

  @Test("A reader does not hold up the daemon, nor the daemon a reader")
  func concurrent() async throws {
    let ledger = try Ledger(directory: scratch.path)
    _ = try await ledger.commit(LedgerChange(items: [item("a")]), at: noon)
    let reader = try LedgerReader(directory: scratch.path)
    let path = scratch.path
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        for _ in 0..<100 { _ = try await ledger.commit(LedgerChange(items: [item("x")]), at: noon) }
      }
      group.addTask {
        for _ in 0..<100 { _ = try reader.outbox() }
        _ = try LedgerReader(directory: path).outbox()
      }
      try await group.waitForAll()
    }
    #expect(try reader.outbox().count == 101)
  }

  @Test("Where there is no database, or no database any more, a reader says so")
  func absent() throws {
    #expect(#expect(throws: LedgerError.self) { try LedgerReader(directory: scratch.path) }?.kind == .absent)
    let file = try #require(fopen("\(scratch.path)/fleepd.db", "w"))
    fputs(String(repeating: "no database ", count: 100), file)
    fclose(file)
    #expect(#expect(throws: LedgerError.self) { try LedgerReader(directory: scratch.path) }?.kind == .corrupt)
    #expect(try scratch.files == ["fleepd.db"])
  }
}
