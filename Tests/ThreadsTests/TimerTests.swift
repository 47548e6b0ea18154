import Glibc
import Testing

@testable import Threads

@Suite("Timers", .timeLimit(.minutes(1)))
struct TimerTests {
  @Test("jobs come when their time has come, the earliest first, those of one time in the order they were added")
  func delayedJobs() async {
    let (jobs, continuation) = AsyncStream<String>.makeStream()
    let delayed = DelayedJobs<String>(name: "delayed") { continuation.yield($0) }
    delayed.add("never", after: .max)
    delayed.add("third", after: 40_000_000)
    delayed.add("second", after: 20_000_000)
    delayed.add("first", after: 0)
    var taken: [String] = []
    for await job in jobs.prefix(3) { taken.append(job) }
    #expect(taken == ["first", "second", "third"])
  }

  @Test("a timer rings at a time that has passed, not before one that has not, and can be moved while one sleeps on it")
  func timer() async {
    for clock in [Timer.Clock.timeOfDay, .sinceBoot] {
      let timer = Timer(clock)
      timer.set(0)
      timer.wait()
      let time = timer.now + 5_000_000
      timer.set(time)
      timer.wait()
      #expect(timer.now >= time)
      timer.set(timer.now + 3_600_000_000_000)
      Thread.detach(name: "mover") { timer.set(timer.now + 1_000_000) }
      timer.wait()
    }
  }

  @Test("a pause takes its time, and none where it is in the past")
  func pause() async throws {
    let start = ContinuousClock.now
    try await Sleep.pause(for: .milliseconds(20))
    #expect(ContinuousClock.now - start >= .milliseconds(20))
    try await Sleep.pause(for: .seconds(-5))
  }

  @Test("a pause ends when its task is cancelled, before it or in the middle", arguments: [0, 5])
  func cancelledPause(milliseconds: Int) async {
    await withTaskGroup(of: Bool.self) { group in
      group.addTask { (try? await Sleep.pause(for: .seconds(3_600_000_000_000))) == nil }
      if milliseconds > 0 { try? await Sleep.pause(for: .milliseconds(milliseconds)) }
      group.cancelAll()
      for await isCancelled in group { #expect(isCancelled) }
    }
  }

  @Test("a signal that is taken comes as an element, and the process lives")
  func signals() async {
    let signals = Signals.take([SIGUSR1, SIGUSR2])
    kill(getpid(), SIGUSR1)
    kill(getpid(), SIGUSR2)
    var taken: Set<Int32> = []
    for await signal in signals.prefix(2) { taken.insert(signal) }
    #expect(taken == [SIGUSR1, SIGUSR2])
  }
}
