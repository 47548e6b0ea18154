import Glibc
import Ledger
import Model
import Testing

@Suite("Commits")
struct CommitTests {
  let scratch = try? Scratch()

  private func directory() throws -> String { try #require(scratch).path }

  @Test("What is committed is there after a restart, positions and outbox together")
  func survives() async throws {
    let directory = try directory()
    do {
      let ledger = try Ledger(directory: directory)
      #expect(try await ledger.contents().isFirstStart)
      let committed = try await ledger.commit(
        LedgerChange(
          positions: ["auth.log": [1, 2], "gone.log": [3]],
          engineRecords: ["windows": [0, 255]],
          hookRecords: ["ops": [9]],
          items: [item("first"), item("second", hook: "stats")]
        ),
        at: noon
      )
      #expect(committed.items.map(\.id) == [1, 2])
      #expect(committed.sacrificed.isEmpty)
      _ = try await ledger.commit(LedgerChange(positions: ["auth.log": [4], "gone.log": nil]), at: noon)
    }
    let ledger = try Ledger(directory: directory)
    let contents = try await ledger.contents()
    #expect(contents.positions == ["auth.log": [4]])
    #expect(try await ledger.engineRecords == ["windows": [0, 255]])
    #expect(contents.hookRecords == ["ops": [9]])
    #expect(contents.outbox.map(\.text) == ["first", "second"])
    #expect(contents.outbox.map(\.id) == [1, 2])
    #expect(contents.outbox.map(\.hook) == ["ops", "stats"])
    #expect(contents.interrupted.isEmpty)
    #expect(!contents.isFirstStart)
  }

  @Test("A state directory that is not there yet is made, for the owner alone")
  func makesDirectory() throws {
    let directory = try directory() + "/state/fleepd"
    _ = try Ledger(directory: directory)
    var status = stat()
    #expect(stat(directory, &status) == 0)
    #expect(status.st_mode & 0o777 == 0o700)
  }

  @Test("A start that commits nothing leaves the next one the first")
  func firstStart() async throws {
    let directory = try directory()
    _ = try Ledger(directory: directory)
    #expect(try await Ledger(directory: directory).contents().isFirstStart)
  }

  @Test("An item comes back as it went in, with its files and alerts")
  func roundTrip() async throws {
    let ledger = try Ledger(directory: try directory())
    var queued = item("*Down* \u{1F4A9}\nline", severity: .critical, alerts: [brief("1a2b3c4d")])
    queued.user = "web-1"
    queued.files = [
      Attachment(name: "excerpt.txt", type: "text/plain", content: .bytes([0, 10, 255])),
      Attachment(name: "chart.png", type: "image/png", content: .file(path: "/tmp/chart.png")),
    ]
    let committed = try await ledger.commit(LedgerChange(items: [queued]), at: noon)
    queued.id = 1
    #expect(committed.items == [queued])
    #expect(try await ledger.outbox() == [queued])
  }

  @Test("An id is never given twice, though its item is gone")
  func idsAreNotReused() async throws {
    let directory = try directory()
    do {
      let ledger = try Ledger(directory: directory)
      let first = try await ledger.commit(LedgerChange(items: [item("a"), item("b")]), at: noon).items
      _ = try await ledger.commit(LedgerChange(posts: [.dropped(items: first.map(\.id))]), at: noon)
    }
    let ledger = try Ledger(directory: directory)
    #expect(try await ledger.commit(LedgerChange(items: [item("c")]), at: noon).items.map(\.id) == [3])
  }

  @Test("Items numbered while the disk was full are stored later under their numbers")
  func numbersFirst() async throws {
    let ledger = try Ledger(directory: try directory())
    let numbered = await ledger.number([item("a"), item("b")])
    #expect(numbered.map(\.id) == [1, 2])
    #expect(try await ledger.commit(LedgerChange(items: [item("c")]), at: noon).items.map(\.id) == [3])
    #expect(try await ledger.commit(LedgerChange(items: numbered), at: noon).items == numbered)
    #expect(try await ledger.outbox().map(\.text) == ["a", "b", "c"])
  }

  @Test("The database is the owner's alone")
  func mode() async throws {
    let directory = try directory()
    let ledger = try Ledger(directory: directory)
    _ = try await ledger.commit(LedgerChange(items: [item("a")]), at: noon)
    for name in try #require(scratch).files {
      var status = stat()
      #expect(stat("\(directory)/\(name)", &status) == 0)
      #expect(status.st_mode & 0o777 == 0o600, "\(name)")
    }
  }

  @Test("Ten thousand items in batches of a hundred are all there", .timeLimit(.minutes(5)))
  func manyItems() async throws {
    let ledger = try Ledger(directory: try directory())
    let batch = (0..<100).map { item("line \($0)", alerts: [brief("k\($0)")]) }
    for step in 0..<100 {
      _ = try await ledger.commit(LedgerChange(positions: ["log": [UInt8(step)]], items: batch), at: noon)
    }
    #expect(try await ledger.queueSizes()["ops"]?.count == 10_000)
  }
}
