import Foundation
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
