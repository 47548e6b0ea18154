@testable import Inputs
import Model
import Testing
import TestSupport

@Suite("The plan of polling over random days")
struct PollPlanSimulationTests {
  private struct Running {
    var name: MetricName
    var end: Instant
  }

  @Test(
    "Never more at once than slots, never a command beside itself, and every point is a run or counted as skipped",
    arguments: 1...30 as ClosedRange<UInt64>
  )
  func invariants(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let start = Instant(milliseconds: 1_795_500_000_000 + Int64.random(in: 0..<100_000_000, using: &random))
    let slots = Int.random(in: 1...4, using: &random)
    let commands = (0..<Int.random(in: 1...8, using: &random)).map { index in
      (name: MetricName("m\(index)"), interval: Duration.seconds(Int.random(in: 1...120, using: &random)))
    }
    var plan = PollPlan(commands, slots: slots, start: start)
    var running: [Running] = []
    var points: [MetricName: Int] = [:]
    var lastEnd: [MetricName: Instant] = [:]
    var now = start
    let end = start + .hours(2)
    while now < end {
      for (name, skipped) in plan.start(at: now) {
        #expect(!running.contains { $0.name == name })
        #expect(lastEnd[name].map { $0 <= now } ?? true)
        points[name, default: 0] += skipped + 1
        let length = Duration.milliseconds(Int.random(in: 1...(seed % 3 == 0 ? 200_000 : 2000), using: &random))
        running.append(Running(name: name, end: now + length))
      }
      #expect(running.count <= slots)
      let next = try #require([plan.wake, running.map(\.end).min()].compactMap { $0 }.min())
      #expect(next > now)
      now = next
      for ended in running where ended.end <= now {
        plan.ended(ended.name, at: now)
        lastEnd[ended.name] = now
      }
      running.removeAll { $0.end <= now }
    }
    for (name, interval) in commands {
      // The first run may come before the first point. The points since the last start are told with the next one: those
      // that passed while it ran and while it waited for a slot.
      let expected = Int((now - start).nanoseconds / interval.nanoseconds)
      let untold = Duration.seconds(slots < commands.count ? 1800 : 200).nanoseconds / interval.nanoseconds
      #expect((expected - 2 - Int(untold)...expected + 2).contains(points[name, default: 0]), "\(name)")
    }
  }
}
