import Ledger
import Model
import Testing

@Suite("Posts")
struct PostTests {
  let scratch = try? Scratch()

  private func directory() throws -> String { try #require(scratch).path }

  @Test("A post that was begun and not ended is a possible repeat after a restart, and its items still wait")
  func interrupted() async throws {
    let directory = try directory()
    var items: [OutboxItem] = []
    do {
      let ledger = try Ledger(directory: directory)
      items = try await ledger.commit(LedgerChange(items: [item("a"), item("b"), item("c")]), at: noon).items
      let post = post(Array(items[..<2]), form: .merged)
      _ = try await ledger.commit(LedgerChange(posts: [.began(post, attempt: 3)]), at: noon)
    }
    let contents = try await Ledger(directory: directory).contents()
    let expected = post(Array(items[..<2]), form: .merged, mayBeRepeat: true)
    #expect(contents.interrupted == [InterruptedPost(post: expected, attempt: 3)])
    #expect(contents.outbox == items)
  }

  @Test("A confirmed post leaves the outbox for the notification log")
  func confirmed() async throws {
    let ledger = try Ledger(directory: try directory())
    let queued = [item("a", alerts: [brief("k1"), brief("k2")]), item("b", alerts: [brief("k1")])]
    let items = try await ledger.commit(LedgerChange(items: queued), at: noon).items
    let post = post(items, form: .merged)
    _ = try await ledger.commit(LedgerChange(posts: [.began(post, attempt: 2)]), at: noon)
    let later = noon + .seconds(1)
    _ = try await ledger.commit(LedgerChange(hookRecords: ["ops": [7]], posts: [.confirmed(post)]), at: later)

    let contents = try await ledger.contents()
    #expect(contents.outbox.isEmpty)
    #expect(contents.interrupted.isEmpty)
    #expect(contents.hookRecords == ["ops": [7]])
    let entry = try #require(try await ledger.recentPosts(10).first)
    #expect(entry.hook == "ops")
    #expect(entry.confirmed == later)
    #expect(entry.form == .merged)
    #expect(entry.attempt == 2)
    #expect(entry.items == 2)
    #expect(entry.keys == ["k1", "k2"])
    #expect(!entry.mayBeRepeat)
  }

  @Test("A released post is forgotten, unless an earlier request of it may have arrived", arguments: [false, true])
  func released(mayBeRepeat: Bool) async throws {
    let ledger = try Ledger(directory: try directory())
    let items = try await ledger.commit(LedgerChange(items: [item("a")]), at: noon).items
    let post = post(items, mayBeRepeat: mayBeRepeat)
    _ = try await ledger.commit(LedgerChange(posts: [.began(post, attempt: 1), .released(post)]), at: noon)
    let contents = try await ledger.contents()
    #expect(contents.outbox == items)
    #expect(contents.interrupted.map(\.post) == (mayBeRepeat ? [post] : []))
  }

  @Test("Items told in numbers leave the outbox with their post, and are told in numbers again after a restart")
  func tally() async throws {
    let ledger = try Ledger(directory: try directory())
    let queued = (1...5).map { item("\($0)", alerts: [brief("k\($0)")]) }
    let items = try await ledger.commit(LedgerChange(items: queued), at: noon).items
    var tally = Tally()
    for item in items[..<3] { tally.add(item) }
    var merged = post([items[3]], form: .merged, mayBeRepeat: true)
    merged.tally = tally
    merged.maxLength = 400
    _ = try await ledger.commit(LedgerChange(posts: [.began(merged, attempt: 1)]), at: noon)
    #expect(try await ledger.contents().interrupted.map(\.post) == [merged])
    _ = try await ledger.commit(LedgerChange(posts: [.confirmed(merged)]), at: noon)
    #expect(try await ledger.outbox() == [items[4]])
    #expect(try await ledger.recentPosts(1).map(\.items) == [4])
  }

  @Test("What another hook has told meanwhile is not told again")
  func standIn() async throws {
    let ledger = try Ledger(directory: try directory())
    let items = try await ledger.commit(LedgerChange(items: [item("a"), item("b")]), at: noon).items
    var lost = post([items[0]], mayBeRepeat: true)
    lost.tally = Tally()
    lost.tally?.add(items[1])
    var standIn = post(items)
    standIn.hook = "stats"
    let steps: [PostStep] = [.began(lost, attempt: 1), .began(standIn, attempt: 1), .confirmed(standIn)]
    _ = try await ledger.commit(LedgerChange(posts: steps), at: noon)
    let contents = try await ledger.contents()
    #expect(contents.outbox.isEmpty)
    #expect(contents.interrupted.isEmpty)
  }

  @Test("The notification log is kept for 120 hours")
  func retention() async throws {
    let ledger = try Ledger(directory: try directory())
    let items = try await ledger.commit(LedgerChange(items: [item("a"), item("b")]), at: noon).items
    _ = try await ledger.commit(LedgerChange(posts: [.confirmed(post([items[0]]))]), at: noon)
    _ = try await ledger.commit(LedgerChange(posts: [.confirmed(post([items[1]]))]), at: noon + .hours(119))
    #expect(try await ledger.recentPosts(10).count == 2)
    _ = try await ledger.commit(LedgerChange(), at: noon + .hours(121))
    #expect(try await ledger.recentPosts(10).map(\.confirmed) == [noon + .hours(119)])
  }
}
