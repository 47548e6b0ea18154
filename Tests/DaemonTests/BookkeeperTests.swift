import Foundation
import Ledger
import Logging
import Model
import Testing

@testable import Daemon

@Suite("The bookkeeper")
struct BookkeeperTests {
  @Test("a full outbox is a fault, by hook, until there is room again")
  func fullOutbox() async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("fleepd-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let faults = FaultLog(logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    let ledger = try Ledger(directory: folder, bounds: OutboxBounds(count: 10, bytes: 1 << 20))
    let bookkeeper = Bookkeeper(ledger: ledger, faults: faults, counters: Counters())
    let now = Instant(seconds: 1_800_000_000)
    let item = OutboxItem(hook: "ops", kind: .text, queued: now, text: "hello")
    let stored = await bookkeeper.store(LedgerChange(items: Array(repeating: item, count: 11)), at: now)
    #expect(stored.count == 11, "each can be told, for as long as the process lives")
    #expect(faults.texts.map { $0.prefix(31) } == ["outbox ops: The outbox is full:"])
    await bookkeeper.store(LedgerChange(posts: [.dropped(items: [2])]), at: now)
    #expect(!faults.texts.isEmpty, "one place is soon taken again")
    await bookkeeper.store(LedgerChange(posts: [.dropped(items: [3])]), at: now)
    #expect(faults.texts.isEmpty)
  }
}
