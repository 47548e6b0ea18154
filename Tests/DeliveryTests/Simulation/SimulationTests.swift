import Foundation
import Model
import Testing

@testable import Delivery

@Suite("Delivery over virtual weeks, with hooks that fail in every way and a process that dies at any write")
struct SimulationTests {
  /// More of them in an hour of leisure: `FLEEPD_SEEDS=10000 swift test -c release --filter SimulationTests`.
  private static let seeds: Range<UInt64> =
    0..<(ProcessInfo.processInfo.environment["FLEEPD_SEEDS"].flatMap(UInt64.init) ?? 40)
  /// Each test case has so many seeds, that cases run side by side.
  private static let batches = stride(from: seeds.lowerBound, to: seeds.upperBound, by: 10).map {
    $0..<min($0 + 10, seeds.upperBound)
  }

  @Test(
    "nothing is lost, nothing confirmed goes again, repeats are marked, order and rate are kept",
    arguments: batches
  )
  func weeks(seeds: Range<UInt64>) {
    for seed in seeds {
      var world = World(seed: seed)
      world.run(days: seed % 10 == 0 ? 14 : 2)
      check(world)
    }
  }

  private func check(_ world: World) {
    let seed = world.seed
    #expect(world.ledger.outbox.isEmpty, "seed \(seed): \(world.ledger.outbox.count) items were never told")
    var stored: Set<Int64> = []
    for (name, hook) in world.hooks {
      stored.formUnion(hook.arrivals.filter(\.isStored).flatMap(\.ids))
      checkRate(hook, name: name, seed: seed)
      if name == "ops" {
        checkRepeats(hook, seed: seed)
        checkOrder(hook, history: world.ledger.history, seed: seed)
      }
    }
    #expect(world.ledger.confirmed.isSubset(of: stored), "seed \(seed): confirmed, and never stored")
    let refused = world.hooks["ops"]?.refused ?? []
    #expect(world.ledger.buried.isSubset(of: refused), "seed \(seed): buried, and never refused")
    #expect(world.answers.isEmpty)
  }

  /// No window holds more posts than the burst and one per interval.
  private func checkRate(_ hook: HookModel, name: HookName, seed: UInt64) {
    guard let limit = World.definitions.first(where: { $0.name == name })?.rateLimit else { return }
    // A bucket of `burst` that fills by one per `every`, kept in nanoseconds: written apart from the scheduler's own.
    let full = limit.every * limit.burst
    var level = full
    var last = Instant.distantPast
    for arrival in hook.arrivals {
      level = last == .distantPast ? full : min(full, level + (arrival.time - last))
      last = arrival.time
      level -= limit.every
      if level < .zero { Issue.record("seed \(seed): \(name) got more than its rate at \(arrival.time.seconds)") }
    }
  }

  /// An item that is stored again is marked as a perhaps.
  private func checkRepeats(_ hook: HookModel, seed: UInt64) {
    var seen: Set<Int64> = []
    for arrival in hook.arrivals where arrival.isStored {
      if !arrival.mayBeRepeat, arrival.ids.contains(where: seen.contains) {
        Issue.record("seed \(seed): an unmarked repeat at \(arrival.time.seconds)")
      }
      seen.formUnion(arrival.ids)
    }
  }

  /// A hook's own items arrive in the order of queueing, texts, critical alerts and other alerts each among themselves.
  private func checkOrder(_ hook: HookModel, history: [Int64: OutboxItem], seed: UInt64) {
    var seen: Set<Int64> = []
    var last: [String: Int64] = [:]
    for arrival in hook.arrivals where arrival.isStored {
      for id in arrival.ids.sorted() where seen.insert(id).inserted {
        guard let item = history[id], item.hook == "ops" else { continue }
        let lane = item.kind == .text ? "text" : item.severity == .critical ? "critical" : "alert"
        if id < last[lane, default: 0] {
          Issue.record("seed \(seed): \(lane) \(id) came after \(last[lane, default: 0])")
        }
        last[lane] = id
      }
    }
  }
}
