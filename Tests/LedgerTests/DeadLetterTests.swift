import Ledger
import Model
import Testing

@Suite("Dead letters")
struct DeadLetterTests {
  let scratch = try? Scratch()
  let fault = PostFault(status: 400, detail: "Bad Request")

  private func ledger() throws -> Ledger { try Ledger(directory: try #require(scratch).path) }

  @Test("A refused item is kept with the reason")
  func buried() async throws {
    let ledger = try ledger()
    let items = try await ledger.commit(LedgerChange(items: [item("a"), item("b")]), at: noon).items
    _ = try await ledger.commit(LedgerChange(posts: [.buried(items: [1, 99], fault: fault)]), at: noon)
    #expect(try await ledger.outbox() == [items[1]])
    #expect(try await ledger.deadLetters() == [DeadLetter(item: items[0], buried: noon, fault: fault)])
  }

  @Test("A retried letter waits again, last in the queue and under a new id")
  func retried() async throws {
    let ledger = try ledger()
    _ = try await ledger.commit(LedgerChange(items: [item("a"), item("b")]), at: noon)
    _ = try await ledger.commit(LedgerChange(posts: [.buried(items: [1], fault: fault)]), at: noon)
    let committed = try await ledger.retry([1, 42], at: noon)
    #expect(committed.items.map(\.text) == ["a"])
    #expect(try await ledger.outbox().map(\.text) == ["b", "a"])
    #expect(try await ledger.deadLetters().isEmpty)
  }

  @Test("Letters are kept for seven days, or until they are dropped")
  func retention() async throws {
    let ledger = try ledger()
    _ = try await ledger.commit(LedgerChange(items: [item("a"), item("b"), item("c")]), at: noon)
    _ = try await ledger.commit(LedgerChange(posts: [.buried(items: [1, 2], fault: fault)]), at: noon)
    _ = try await ledger.commit(LedgerChange(posts: [.forgotten(letters: [1])]), at: noon)
    _ = try await ledger.commit(LedgerChange(posts: [.buried(items: [3], fault: fault)]), at: noon + .days(6))
    #expect(try await ledger.deadLetters().map(\.id) == [2, 3])
    _ = try await ledger.commit(LedgerChange(), at: noon + .days(8))
    #expect(try await ledger.deadLetters().map(\.id) == [3])
  }

  @Test("Letters are bounded: the least severe and oldest make room, and it is told")
  func bounded() async throws {
    let ledger = try Ledger(directory: try #require(scratch).path, bounds: OutboxBounds(count: 3, bytes: 1 << 20))
    var displaced: [String] = []
    for (text, severity) in [("a", Severity.critical), ("b", .info), ("c", .warning), ("d", .critical), ("e", .info)] {
      let items = try await ledger.commit(LedgerChange(items: [item(text, severity: severity)]), at: noon).items
      let change = LedgerChange(posts: [.buried(items: items.map(\.id), fault: fault)])
      displaced += try await ledger.commit(change, at: noon).displaced.map(\.text)
    }
    #expect(displaced == ["b", "e"])
    #expect(try await ledger.deadLetters().map(\.item.text) == ["a", "c", "d"])
  }
}
