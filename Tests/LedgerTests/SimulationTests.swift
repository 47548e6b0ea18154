import GRDB
import Glibc
@testable import Ledger
import Model
import Testing
import TestSupport

private func agree(_ ledger: Ledger, _ model: ModelLedger) async throws -> Bool {
  let contents = try await ledger.contents()
  let sizes = try await ledger.queueSizes().mapValues(\.count)
  let kept = try await ledger.reader.read { db in
    try Row.fetchAll(db, sql: "SELECT hook, count FROM queue_size WHERE count > 0")
      .reduce(into: [HookName: Int]()) { $0[HookName($1[0])] = $1[1] }
  }
  let letters = try await ledger.deadLetters().map(\.id)
  let told = try await ledger.recentPosts(1000).reduce(0) { $0 + $1.items }
  return contents == model.contents && sizes == model.sizes && kept == model.sizes
    && letters == model.letters.sorted() && told == model.told
}

@Suite("Random histories")
struct SimulationTests {
  @Test("The database agrees with a simple model over commits and restarts", arguments: 1...8 as ClosedRange<UInt64>)
  func agrees(seed: UInt64) async throws {
    var random = SeededGenerator(seed: seed)
    let scratch = try Scratch()
    var model = ModelLedger()
    var steps = 0
    while steps < 80 {
      let ledger = try Ledger(directory: scratch.path)
      for _ in 0..<Int.random(in: 1...30, using: &random) {
        steps += 1
        var change = model.randomChange(using: &random)
        change.items = await ledger.number(change.items)
        _ = try await ledger.commit(change, at: noon)
        model.apply(change)
      }
      #expect(try await agree(ledger, model), "seed \(seed), step \(steps)")
    }
  }

  @Test("A disk that fills up at any moment loses nothing", arguments: 1...8 as ClosedRange<UInt64>)
  func fullDisk(seed: UInt64) async throws {
    var random = SeededGenerator(seed: seed)
    let scratch = try Scratch()
    let ledger = try Ledger(directory: scratch.path)
    var model = ModelLedger()
    var now = noon
    var faults = 0
    for _ in 0..<80 {
      if Int.random(in: 0..<6, using: &random) == 0 {
        try await ledger.limit(pages: Bool.random(using: &random) ? 1 : 1_000_000)
      }
      var change = model.randomChange(using: &random)
      // Long enough to need a page of its own.
      for index in change.items.indices { change.items[index].text += String(repeating: "x", count: 5000) }
      let result = await ledger.store(change, at: now)
      change.items = result.committed.items
      model.apply(change)
      if result.fault != nil { faults += 1 }
      now = now + .milliseconds(700)
    }
    try await ledger.limit(pages: 1_000_000)
    #expect(await ledger.store(LedgerChange(), at: now + .seconds(1)).fault == nil)
    #expect(faults > 0)
    #expect(try await agree(ledger, model), "seed \(seed)")
  }

  // A limit on the size of files makes writes beyond it fail, some of them half-way, in a process of its own.
  @Test("A disk that fails in any of its writes loses nothing")
  func failingDisk() async {
    await #expect(processExitsWith: .success) {
      signal(SIGXFSZ, SIG_IGN)
      func limit(bytes: Int?) {
        let unlimited = rlim_t.max
        var limit = rlimit(rlim_cur: bytes.map { rlim_t($0) } ?? unlimited, rlim_max: unlimited)
        setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
      }
      var faults = 0
      for round in 0..<20 {
        var random = SeededGenerator(seed: UInt64(round))
        let scratch = try Scratch()
        let ledger = try Ledger(directory: scratch.path)
        var model = ModelLedger()
        var now = noon
        limit(bytes: 120_000 + round * 5483)
        for _ in 0..<30 {
          var change = model.randomChange(using: &random)
          for index in change.items.indices { change.items[index].text += String(repeating: "x", count: 1000) }
          let result = await ledger.store(change, at: now)
          change.items = result.committed.items
          model.apply(change)
          if result.fault != nil { faults += 1 }
          now = now + .milliseconds(700)
        }
        limit(bytes: nil)
        let last = await ledger.store(LedgerChange(positions: ["end": [1]]), at: now + .seconds(1))
        model.apply(LedgerChange(positions: ["end": [1]]))
        #expect(last.fault == nil)
        #expect(last.setAside == nil)
        #expect(try await agree(ledger, model), "round \(round)")
      }
      #expect(faults > 50)
    }
  }
}
