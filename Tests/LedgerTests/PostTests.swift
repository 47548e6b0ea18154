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

  @Test("Items moved to another hook keep their ids and are no repeat there")
  func moved() async throws {
    let ledger = try Ledger(directory: try directory())
    let items = try await ledger.commit(LedgerChange(items: [item("a"), item("b", hook: "stats")]), at: noon).items
    let began = post([items[0]])
    let change = LedgerChange(posts: [.began(began, attempt: 1), .moved(items: [1], to: "stats")])
    _ = try await ledger.commit(change, at: noon)
    let contents = try await ledger.contents()
    #expect(contents.outbox.map(\.hook) == ["stats", "stats"])
    #expect(contents.outbox.map(\.text) == ["a", "b"])
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
