import Glibc
@testable import Ledger
import Model
import Testing

@Suite("Going on from memory while the disk refuses")
struct MemoryTests {
  private let scratch: Scratch
  private let ledger: Ledger
  /// Longer than what a full database has room for.
  private let long = String(repeating: "x", count: 20_000)

  init() throws {
    scratch = try Scratch()
    ledger = try Ledger(directory: scratch.path, bounds: OutboxBounds(count: 4, bytes: 1 << 20))
  }

  private func fill() async throws { try await ledger.limit(pages: 1) }
  private func free() async throws { try await ledger.limit(pages: 1_000_000) }

  @Test("What was refused is stored in order when there is room again")
  func storedLater() async throws {
    try await fill()
    let first = await ledger.store(LedgerChange(positions: ["log": [1]], items: [item("a" + long)]), at: noon)
    #expect(first.fault?.kind == .full)
    #expect(first.committed.items.map(\.id) == [1])
    let second = await ledger.store(LedgerChange(positions: ["log": [2]], items: [item("b")]), at: noon + .seconds(1))
    #expect(second.fault?.kind == .full)
    #expect(second.committed.items.map(\.text) == ["b"])
    #expect(try await ledger.outbox().isEmpty)

    try await free()
    let third = await ledger.store(LedgerChange(), at: noon + .seconds(2))
    #expect(third == StoreResult(items: [], committed: Committed()))
    let contents = try await ledger.contents()
    #expect(contents.positions == ["log": [2]])
    #expect(contents.outbox.map { $0.text.prefix(1) } == ["a", "b"])
    #expect(contents.outbox.map(\.id) == [1, 2])
    #expect(!contents.isFirstStart)
  }

  @Test("A disk that refuses is not asked more than once a second")
  func paced() async throws {
    try await fill()
    _ = await ledger.store(LedgerChange(items: [item(long)]), at: noon)
    try await free()
    let early = await ledger.store(LedgerChange(items: [item("b")]), at: noon + .milliseconds(900))
    #expect(early.fault?.kind == .full)
    #expect(early.committed.items.map(\.id) == [2])
    #expect(try await ledger.outbox().isEmpty)
    #expect(await ledger.store(LedgerChange(), at: noon + .seconds(1)).fault == nil)
    #expect(try await ledger.outbox().map(\.id) == [1, 2])
  }

  @Test("A fault is over with the next change that is stored, though nothing was left to store of the one it hit")
  func nothingLeft() async throws {
    try await ledger.set("query_only = 1")
    let nothing = LedgerChange(posts: [.released(post([item("a")], mayBeRepeat: true))])
    #expect(await ledger.store(nothing, at: noon).fault?.kind == .readOnly)
    try await ledger.set("query_only = 0")
    #expect(await ledger.store(LedgerChange(items: [item("b")]), at: noon).fault == nil)
    #expect(try await ledger.outbox().map(\.text) == ["b"])
  }

  @Test("A proof is written though there is nothing to store, and a disk that refuses it is asked until it takes it")
  func proof() async throws {
    let proof = LedgerChange(isProof: true)
    func length() -> Int {
      var status = stat()
      return stat("\(ledger.path)-wal", &status) == 0 ? Int(status.st_size) : -1
    }
    _ = try await ledger.commit(LedgerChange(items: [item("a")]), at: noon)
    let before = length()
    #expect(await ledger.store(proof, at: noon).fault == nil)
    #expect(length() > before)

    try await ledger.set("query_only = 1")
    #expect(await ledger.store(proof, at: noon).fault?.kind == .readOnly)
    #expect(await ledger.store(LedgerChange(), at: noon + .seconds(1)).fault?.kind == .readOnly)
    try await ledger.set("query_only = 0")
    #expect(await ledger.store(LedgerChange(), at: noon + .seconds(2)).fault == nil)
    #expect(try await ledger.contents().outbox.map(\.text) == ["a"])
  }

  @Test("A proof before anything was stored leaves the next start a first one")
  func proofAtFirst() async throws {
    #expect(await ledger.store(LedgerChange(isProof: true), at: noon).fault == nil)
    #expect(try await ledger.contents() == LedgerContents())
    _ = try await ledger.commit(LedgerChange(positions: ["log": [1]]), at: noon)
    #expect(try await !ledger.contents().isFirstStart)
  }

  @Test("What was told from memory is in the notification log afterwards, and not in the outbox")
  func toldMeanwhile() async throws {
    let stored = try await ledger.commit(LedgerChange(items: [item("stored", alerts: [brief("k0")])]), at: noon).items
    try await fill()
    let result = await ledger.store(LedgerChange(items: [item(long, alerts: [brief("k1")]), item("c")]), at: noon)
    let told = post(stored + [result.committed.items[0]])
    let steps: [PostStep] = [
      .began(told, attempt: 1), .released(told), .began(told, attempt: 2), .confirmed(told),
      .buried(items: [3], fault: PostFault(status: 400, detail: "no")),
    ]
    for step in steps { _ = await ledger.store(LedgerChange(posts: [step]), at: noon) }
    #expect(await ledger.unsaved.change.posts.count == 2)
    // The log needs no more of a post than its keys: a storm on a full disk is many of them.
    for case .confirmed(let post) in await ledger.unsaved.change.posts {
      #expect(post.items.allSatisfy { $0.text.isEmpty && $0.alerts.allSatisfy(\.headline.isEmpty) })
    }

    try await free()
    #expect(await ledger.store(LedgerChange(), at: noon + .seconds(1)).fault == nil)
    #expect(try await ledger.outbox().isEmpty)
    #expect(try await ledger.recentPosts(5).map(\.keys) == [["k0", "k1"]])
    #expect(try await ledger.deadLetters().map(\.item.text) == ["c"])
  }

  @Test("A post that was begun without the disk's knowledge, and may have arrived, is known as that once the disk is")
  func begunMeanwhile() async throws {
    try await fill()
    let items = await ledger.store(LedgerChange(items: [item(long)]), at: noon).committed.items
    _ = await ledger.store(LedgerChange(posts: [.began(post(items), attempt: 1)]), at: noon)
    _ = await ledger.store(LedgerChange(posts: [.released(post(items, mayBeRepeat: true))]), at: noon)
    try await free()
    _ = await ledger.store(LedgerChange(), at: noon + .seconds(1))
    #expect(try await ledger.contents().interrupted.map(\.post) == [post(items, mayBeRepeat: true)])
  }

  @Test("Memory is bounded as the outbox is: the least severe and oldest items make room")
  func bounded() async throws {
    try await fill()
    _ = await ledger.store(
      LedgerChange(items: [item(long, severity: .critical), item("b", severity: .info)]),
      at: noon
    )
    let more = LedgerChange(items: [item("c"), item("d"), item("e", hook: "stats", severity: .info), item("f")])
    let result = await ledger.store(more, at: noon)
    #expect(result.committed.sacrificed.map(\.text) == ["b"])
    #expect(result.committed.items.map(\.text) == ["c", "d", "e", "f"])
    #expect(result.items.map(\.text) == ["c", "d", "e", "f"])
    try await free()
    _ = await ledger.store(LedgerChange(), at: noon + .seconds(1))
    #expect(try await ledger.outbox().map { $0.text.prefix(1) } == ["x", "c", "d", "e", "f"])
  }

  @Test("The engine's records are those of memory where memory is newer")
  func engineRecords() async throws {
    _ = try await ledger.commit(LedgerChange(engineRecords: ["a": [1], "b": [1], "c": [1]]), at: noon)
    try await fill()
    _ = await ledger.store(LedgerChange(engineRecords: ["a": [2], "b": nil], items: [item(long)]), at: noon)
    #expect(try await ledger.engineRecords == ["a": [2], "c": [1]])
  }

  @Test("A ledger in memory begins with what the disk has, and leaves it alone while another has the directory")
  func inMemory() async throws {
    let items = try await ledger.commit(LedgerChange(positions: ["log": [1]], items: [item("a")]), at: noon).items
    let memory = try Ledger(inMemoryFrom: scratch.path)
    #expect(try await memory.contents() == ledger.contents())
    let result = await memory.store(LedgerChange(items: [item("b")]), at: noon)
    #expect(result.items.map(\.id) == [2])
    #expect(result.fault?.kind == .inUse(process: Int(getpid())))
    #expect(try await ledger.outbox() == items)
  }

  @Test("Where the directory cannot be written, the ledger opens in memory and says why")
  func opened() async throws {
    let (memory, fault) = try Ledger.opened(directory: "/proc/fleepd")
    #expect(fault?.kind == .readOnly)
    let result = await memory.store(LedgerChange(items: [item("a")]), at: noon)
    #expect(result.items.map(\.id) == [1])
    #expect(result.fault?.kind == .readOnly)
    #expect(
      #expect(throws: LedgerError.self) { try Ledger.opened(directory: scratch.path) }?.kind
        == .inUse(process: Int(getpid()))
    )
    let other = try Scratch()
    #expect(try Ledger.opened(directory: other.path).fault == nil)
  }

  @Test("A ledger that had to begin in memory goes on in the file once that can be written", arguments: [false, true])
  func later(isFirstStart: Bool) async throws {
    let other = try Scratch()
    var earlier: [OutboxItem] = []
    if !isFirstStart {
      let ledger = try Ledger(directory: other.path)
      let change = LedgerChange(positions: ["log": [1], "old": [1]], engineRecords: ["a": [1]], items: [item("a")])
      earlier = try await ledger.commit(change, at: noon).items
    }
    let memory = try Ledger(inMemoryFrom: other.path)
    #expect(try await memory.contents().isFirstStart == isFirstStart)
    // A folder stands where the database belongs.
    let path = "\(other.path)/fleepd.db"
    #expect(isFirstStart || rename(path, "\(path).away") == 0)
    #expect(mkdir(path, 0o700) == 0)
    let refused = await memory.store(LedgerChange(positions: ["log": [2]], items: [item("b")]), at: noon)
    #expect(refused.fault != nil && refused.items.map(\.id) == [Int64(earlier.count + 1)])
    #expect(rmdir(path) == 0)
    #expect(isFirstStart || rename("\(path).away", path) == 0)
    #expect(await memory.store(LedgerChange(), at: noon + .milliseconds(900)).fault == refused.fault)
    #expect(await memory.store(LedgerChange(), at: noon + .seconds(1)).fault == nil)
    let contents = try LedgerReader(directory: other.path).contents()
    #expect(contents.positions == (isFirstStart ? ["log": [2]] : ["log": [2], "old": [1]]))
    #expect(contents.outbox == earlier + refused.items)
    #expect(!contents.isFirstStart)
    #expect(try await memory.engineRecords == (isFirstStart ? [:] : ["a": [1]]))
  }

  @Test("With nothing to store, the file is opened all the same once that is possible")
  func laterWithoutChange() async throws {
    let other = try Scratch()
    let memory = try Ledger(inMemoryFrom: other.path)
    #expect(await memory.store(LedgerChange(), at: noon) == StoreResult(items: [], committed: Committed()))
    #expect(try other.files.contains("fleepd.db"))
    #expect(await !memory.staysInMemory)
  }

  @Test("What cannot be read at the start is left alone until a restart")
  func unreadable() async throws {
    let other = try Scratch()
    let path = "\(other.path)/fleepd.db"
    #expect(mkdir(path, 0o700) == 0)
    let (memory, fault) = try Ledger.opened(directory: other.path)
    #expect(fault != nil)
    #expect(await memory.staysInMemory)
    #expect(rmdir(path) == 0)
    #expect(await memory.store(LedgerChange(items: [item("a")]), at: noon).fault == nil)
    #expect(try await memory.outbox().map(\.id) == [1])
    #expect(try !other.files.contains("fleepd.db"))
  }
}
