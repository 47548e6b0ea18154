import Foundation
import Model
import Testing

@Suite("Delivery over virtual weeks, with hooks that fail in every way and a process that dies at any write")
struct SimulationTests {
  @Test("nothing is lost, nothing confirmed goes again, repeats are marked, order and rate are kept", arguments: 0..<4)
  func weeks(batch: UInt64) {
    for seed in batch * 10..<(batch + 1) * 10 {
      var world = World(seed: seed)
      world.run(days: seed % 10 == 0 ? 14 : 2)
      world.check()
    }
  }

  @Test(
    "a hook that is dead or slow as glue for a day has all in the end, and the others go on at full speed",
    arguments: [HookModel.Mood.down, .failing, .glue, .throttling, .gone]
  )
  func isolation(mood: HookModel.Mood) {
    var world = World(seed: 1)
    world.hooks["ops"]?.change(to: mood)
    for _ in 0..<24 * 60 {
      for hook: HookName in ["ops", "web", "slow"] { world.alert(on: hook) }
      world.pass(.minutes(1))
    }
    #expect(world.hooks["ops"]?.arrivals.contains { $0.isStored && !$0.mayBeRepeat && mood != .glue } == false)
    for hook: HookName in ["web", "slow"] {
      let arrivals = world.hooks[hook]?.arrivals ?? []
      #expect(arrivals.count == 24 * 60)
      for arrival in arrivals {
        let waited = arrival.ids.compactMap { world.ledger.history[$0] }.map { arrival.time - $0.queued }
        #expect(waited.allSatisfy { $0 < .seconds(1) })
      }
    }
    world.hooks["ops"]?.change(to: .well)
    world.pass(.days(2))
    world.check()
  }
}

/// The same, for the leisure of a release build.
@Suite(
  "Soak: delivery over 10,000 virtual fortnights",
  .enabled(if: ProcessInfo.processInfo.environment["FLEEPD_SOAK"] != nil)
)
struct DeliverySoak {
  @Test(
    "nothing is lost, nothing confirmed goes again, repeats are marked, order and rate are kept",
    arguments: 0..<100
  )
  func fortnights(batch: UInt64) {
    for seed in 1000 + batch * 100..<1000 + (batch + 1) * 100 {
      var world = World(seed: seed)
      world.run(days: 14)
      world.check()
    }
  }
}
