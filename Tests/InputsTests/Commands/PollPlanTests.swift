@testable import Inputs
import Model
import Testing

@Suite("The plan of polling")
struct PollPlanTests {
  private let start = Instant(milliseconds: 1_795_500_000_000)

  private func plan(_ count: Int, every interval: Duration = .minutes(1), slots: Int = 4) -> PollPlan {
    PollPlan((0..<count).map { (MetricName("m\($0)"), interval) }, slots: slots, start: start)
  }

  @Test("Runs of a command lie a whole interval apart, at an offset that a restart does not move")
  func offset() throws {
    var times: [Instant] = []
    for restart in 0..<3 {
      var plan = PollPlan([("disk", .minutes(5))], slots: 1, start: start + .hours(restart) + .seconds(7 * restart))
      for _ in 0..<4 {
        let now = try #require(plan.wake)
        #expect(plan.start(at: now).map(\.name) == ["disk"])
        plan.ended("disk", at: now + .seconds(1))
        times.append(now)
      }
      times.removeSubrange(times.count - 4..<times.count - 3)
    }
    let offsets = Set(times.map { $0.nanoseconds % Duration.minutes(5).nanoseconds })
    #expect(offsets.count == 1)
    #expect(times[1] - times[0] == .minutes(5))
  }

  @Test("Commands spread over their interval")
  func spread() {
    let plan = plan(100)
    let offsets = Set(
      (0..<100).map { index in PollPlan([(MetricName("m\(index)"), .minutes(1))], slots: 1, start: start).wake }
    )
    #expect(offsets.count > 90)
    #expect(plan.wake.map { $0 - start < .seconds(5) } == true)
  }

  @Test("A command that runs daily does not wait a day for its first run")
  func firstRun() throws {
    let plan = PollPlan([("daily", .days(1))], slots: 1, start: start)
    #expect(try #require(plan.wake) <= start + .minutes(1))
  }

  @Test("No more commands run at once than there are slots; the one that waited longest is next")
  func slots() {
    var plan = plan(5, slots: 2)
    let now = start + .minutes(1)
    let first = plan.start(at: now).map(\.name)
    #expect(first.count == 2)
    #expect(plan.start(at: now).isEmpty)
    #expect(plan.wake == nil)
    plan.ended(first[0], at: now)
    let next = plan.start(at: now).map(\.name)
    #expect(next.count == 1)
    #expect(!first.contains(next[0]))
  }

  @Test("A command does not overlap with its own last run, and the runs left out are counted")
  func overlap() throws {
    var plan = PollPlan([("slow", .seconds(10))], slots: 4, start: start)
    let first = try #require(plan.wake)
    #expect(plan.start(at: first).count == 1)
    #expect(plan.start(at: first + .seconds(10)).isEmpty)
    #expect(plan.start(at: first + .seconds(20)).isEmpty)
    plan.ended("slow", at: first + .seconds(25))
    let next = try #require(plan.wake)
    #expect(next == first + .seconds(30))
    let started = plan.start(at: next)
    #expect(started.map(\.skipped) == [2])
    plan.ended("slow", at: next + .seconds(1))
    #expect(plan.start(at: next + .seconds(10)).map(\.skipped) == [0])
  }

  @Test("Runs missed while no slot was free, or while the machine slept, are counted and not made up for")
  func missed() throws {
    var plan = PollPlan([("m", .seconds(10))], slots: 1, start: start)
    let first = try #require(plan.wake)
    #expect(plan.start(at: first + .seconds(35)).map(\.skipped) == [3])
    plan.ended("m", at: first + .seconds(36))
    #expect(plan.wake == first + .seconds(40))
  }

  @Test("A clock that is set back or forward costs no more than one interval")
  func clockIsSet() throws {
    var plan = PollPlan([("m", .minutes(1))], slots: 1, start: start)
    let first = try #require(plan.wake)
    #expect(plan.start(at: first).count == 1)
    plan.ended("m", at: first + .seconds(1))
    let back = first - .hours(3) - .seconds(20)
    #expect(plan.start(at: back).isEmpty)
    #expect(plan.wake == first - .hours(3))
    #expect(plan.start(at: first - .hours(3)).count == 1)
    plan.ended("m", at: first + .days(2) + .seconds(1))
    #expect(plan.wake == first + .days(2) + .minutes(1))
  }
}
