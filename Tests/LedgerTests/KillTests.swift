import FoundationEssentials
import Glibc
import Ledger
import Model
import Testing

/// A process that commits numbered steps until it is killed, and notes in a file which it was told are stored.
private func commitSteps(in directory: String) async throws {
  let ledger = try Ledger(directory: directory)
  let note = open("\(directory)/stored", O_WRONLY | O_CREAT, 0o600)
  for step in 1...1_000_000 {
    let queued = [item("\(step) a"), item("\(step) b")]
    let change = LedgerChange(positions: ["log": Array("\(step)".utf8)], items: queued)
    let items = try await ledger.commit(change, at: noon).items
    let text = "\(step)"
    pwrite(note, text, text.utf8.count, 0)
    _ = try await ledger.commit(LedgerChange(posts: [.began(post(items), attempt: step)]), at: noon)
  }
}

/// What the process left must be whole steps, all that it was told are stored, and the post that was on its way.
private func checkSteps(in directory: String) async throws {
  let ledger = try Ledger(directory: directory)
  #expect(ledger.setAside == nil)
  let contents = try await ledger.contents()
  let steps = contents.positions["log"].flatMap { Int(String(decoding: $0, as: UTF8.self)) } ?? 0
  let stored = Int((try? String(contentsOfFile: "\(directory)/stored", encoding: .utf8)) ?? "") ?? 0
  #expect(steps == stored || steps == stored + 1)
  #expect(contents.outbox.map(\.text) == (0..<steps).flatMap { ["\($0 + 1) a", "\($0 + 1) b"] })
  guard steps > 1 else { return }
  let interrupted = try #require(contents.interrupted.first)
  #expect(interrupted.attempt == steps || interrupted.attempt == steps - 1)
  #expect(interrupted.post.items.map(\.text) == ["\(interrupted.attempt) a", "\(interrupted.attempt) b"])
}

@Suite("A process that is killed")
struct KillTests {
  @Test("A commit is there whole or not at all, whenever the process is killed", arguments: 1...6)
  func anyMoment(round: Int) async throws {
    let scratch = try Scratch()
    let directory = scratch.path
    let delay = Duration.milliseconds(round * 7)
    await #expect(processExitsWith: .signal(SIGKILL)) { [directory = directory as String, delay = delay as Duration] in
      try await withThrowingTaskGroup { group in
        group.addTask {
          try await Task.sleep(for: delay)
          kill(getpid(), SIGKILL)
        }
        group.addTask { try await commitSteps(in: directory) }
        try await group.waitForAll()
      }
    }
    try await checkSteps(in: directory)
  }

  // A limit on the size of files lets the write that reaches it store a part and fail; the process dies right then.
  @Test("A commit is there whole or not at all, wherever in its writes the process is killed", arguments: 0..<24)
  func anyWrite(round: Int) async throws {
    let scratch = try Scratch()
    let directory = scratch.path
    // The log's frames are a page of 4096 bytes and a header of 24.
    let bytes = 150_000 + round * (4096 / 3 + 7)
    await #expect(processExitsWith: .signal(SIGKILL)) { [directory = directory as String, bytes = bytes as Int] in
      signal(SIGXFSZ, SIG_IGN)
      var limit = rlimit(rlim_cur: rlim_t(bytes), rlim_max: rlim_t(bytes))
      setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
      do {
        try await commitSteps(in: directory)
      } catch let error as LedgerError where error.kind == .failing {
        kill(getpid(), SIGKILL)
      }
    }
    try await checkSteps(in: directory)
  }
}
