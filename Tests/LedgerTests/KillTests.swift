import Glibc
import Ledger
import Model
import Testing

@Suite("kill -9")
struct KillTests {
  @Test("A commit is there whole or not at all, whenever the process is killed", arguments: 1...6)
  func killed(round: Int) async throws {
    let scratch = try Scratch()
    let directory = scratch.path
    let delay = Duration.milliseconds(round * 7)
    await #expect(processExitsWith: .signal(SIGKILL)) { [directory = directory as String, delay = delay as Duration] in
      let ledger = try Ledger(directory: directory)
      try await withThrowingTaskGroup { group in
        group.addTask {
          try await Task.sleep(for: delay)
          kill(getpid(), SIGKILL)
        }
        group.addTask {
          for step in 1...1_000_000 {
            let queued = [item("\(step) a"), item("\(step) b")]
            let change = LedgerChange(positions: ["log": Array("\(step)".utf8)], items: queued)
            let items = try await ledger.commit(change, at: noon).items
            _ = try await ledger.commit(LedgerChange(posts: [.began(post(items), attempt: step)]), at: noon)
          }
        }
        try await group.waitForAll()
      }
    }
    let ledger = try Ledger(directory: directory)
    #expect(ledger.setAside == nil)
    let contents = try await ledger.contents()
    let steps = contents.positions["log"].flatMap { Int(String(decoding: $0, as: UTF8.self)) } ?? 0
    let expected = steps == 0 ? [] : (1...steps).flatMap { ["\($0) a", "\($0) b"] }
    #expect(contents.outbox.map(\.text) == expected)
    if steps > 1 {
      let interrupted = try #require(contents.interrupted.first)
      #expect(interrupted.attempt >= steps - 1)
      #expect(interrupted.post.items.count == 2)
    }
  }
}
