@testable import Ledger
import Model
import Testing

@Suite("Bounds of the outbox")
struct OutboxBoundsTests {
  private func entry(_ id: Int64, _ severity: Severity, bytes: Int = 10, inFlight: Bool = false) -> OutboxBounds.Entry {
    OutboxBounds.Entry(id: id, severity: severity, bytes: bytes, isInFlight: inFlight)
  }

  @Test("Nothing gives way within the bounds")
  func fits() {
    let bounds = OutboxBounds(count: 2, bytes: 20)
    #expect(bounds.sacrifice(of: [entry(1, .info), entry(2, .critical)]).isEmpty)
  }

  @Test("Informational items give way first, then warnings, critical ones last, the oldest of each first")
  func order() {
    let entries = [
      entry(1, .critical), entry(2, .warning), entry(3, .info), entry(4, .warning), entry(5, .info),
    ]
    let gone = (0...5).map { count in OutboxBounds(count: count, bytes: 1000).sacrifice(of: entries).map(\.id) }
    #expect(gone == [[3, 5, 2, 4, 1], [3, 5, 2, 4], [3, 5, 2], [3, 5], [3], []])
  }

  @Test("Bytes are a bound of their own")
  func bytes() {
    let entries = [entry(1, .info, bytes: 5), entry(2, .info, bytes: 50), entry(3, .warning, bytes: 50)]
    #expect(OutboxBounds(count: 10, bytes: 60).sacrifice(of: entries).map(\.id) == [1, 2])
  }

  @Test("What is in flight stays, whatever its severity")
  func inFlight() {
    let entries = [entry(1, .info, inFlight: true), entry(2, .critical)]
    #expect(OutboxBounds(count: 1, bytes: 1000).sacrifice(of: entries).map(\.id) == [2])
    #expect(OutboxBounds(count: 0, bytes: 0).sacrifice(of: entries).map(\.id) == [2])
  }

  @Test("A full queue drops its informational items, keeps critical ones as dead letters, and leaves other hooks alone")
  func inTheLedger() async throws {
    let scratch = try Scratch()
    let ledger = try Ledger(directory: scratch.path, bounds: OutboxBounds(count: 2, bytes: 100_000))
    _ = try await ledger.commit(
      LedgerChange(items: [item("other", hook: "stats", severity: .info), item("one", severity: .critical)]),
      at: noon
    )
    let committed = try await ledger.commit(
      LedgerChange(items: [
        item("two", severity: .info), item("three", severity: .critical), item("four", severity: .critical),
      ]),
      at: noon
    )
    #expect(committed.items.map(\.text) == ["three", "four"])
    #expect(committed.sacrificed.map(\.text) == ["two", "one"])
    #expect(try await ledger.outbox().map(\.text) == ["other", "three", "four"])
    #expect(try await ledger.deadLetters().map(\.item.text) == ["one"])
  }

  @Test("A part that was full is relieved when a tenth of it is free, and told so once")
  func relieved() async throws {
    let scratch = try Scratch()
    let ledger = try Ledger(directory: scratch.path, bounds: OutboxBounds(count: 10, bytes: 1 << 20))
    let criticals = (1...12).map { item("\($0)", severity: .critical) }
    #expect(await ledger.store(LedgerChange(items: criticals), at: noon).relieved.isEmpty)
    #expect(await ledger.store(LedgerChange(posts: [.dropped(items: [3])]), at: noon).relieved.isEmpty)
    let change = LedgerChange(posts: [.dropped(items: [4])])
    #expect(await ledger.store(change, at: noon).relieved == [.outbox("ops")])
    #expect(await ledger.store(LedgerChange(posts: [.dropped(items: [5])]), at: noon).relieved.isEmpty)
    // Ten letters are kept, two were there.
    let fault = PostFault(status: 400, detail: "no")
    let burial = LedgerChange(items: [], posts: [.buried(items: [6, 7, 8, 9, 10, 11, 12], fault: fault)])
    _ = await ledger.store(burial, at: noon)
    let more = await ledger.store(LedgerChange(items: [item("a"), item("b", severity: .info)]), at: noon)
    let last = await ledger.store(LedgerChange(posts: [.buried(items: more.items.map(\.id), fault: fault)]), at: noon)
    #expect(last.committed.displaced.map(\.text) == ["b"])
    #expect(last.relieved.isEmpty)
    #expect(
      await ledger.store(LedgerChange(posts: [.forgotten(letters: [1, 2])]), at: noon).relieved == [.deadLetters]
    )
  }

  @Test("what is sacrificed at once is given back to be told, and is no dead letter any more when it was")
  func toldAllTheSame() async throws {
    let scratch = try Scratch()
    let ledger = try Ledger(directory: scratch.path, bounds: OutboxBounds(count: 1, bytes: 100_000))
    let change = LedgerChange(items: [
      item("one", severity: .critical), item("two", severity: .info), item("three", severity: .critical),
    ])
    let result = await ledger.store(change, at: noon)
    #expect(result.items.map(\.text) == ["one", "two", "three"])
    #expect(result.committed.items.map(\.text) == ["three"])
    #expect(try await ledger.deadLetters().map(\.item.text) == ["one"])
    let post = Post(hook: "ops", items: result.items, form: .merged, mayBeRepeat: false, created: noon)
    _ = await ledger.store(LedgerChange(posts: [.began(post, attempt: 1), .confirmed(post)]), at: noon)
    #expect(try await ledger.deadLetters().isEmpty)
    #expect(try await ledger.outbox().isEmpty)
  }
}
