import Synchronization
import Testing

@testable import Threads

@Suite("Threads that wait for work", .timeLimit(.minutes(1)))
struct WorkQueueTests {
  @Test("one thread takes the jobs one by one, in the order they came")
  func order() async {
    let (numbers, continuation) = AsyncStream<Int>.makeStream()
    let queue = WorkQueue<Int>(name: "one", threads: 1) { continuation.yield($0) }
    for number in 0..<1000 { queue.add(number) }
    var taken: [Int] = []
    for await number in numbers.prefix(1000) { taken.append(number) }
    #expect(taken == Array(0..<1000))
  }

  @Test("a job that blocks does not hold up the other threads")
  func parallel() {
    let gate = Monitor(false)
    let queue = WorkQueue<Bool>(name: "two", threads: 2) { opens in
      if opens { gate.changeForAll { $0 = true } } else { gate.wait { $0 ? () : nil } }
    }
    queue.add(false)
    queue.add(true)
    gate.wait { $0 ? () : nil }
  }

  @Test("a queue that nobody has any more does what is left, and its threads end")
  func end() {
    final class Witness: Sendable {
      let gone: Monitor<Bool>
      init(_ gone: Monitor<Bool>) { self.gone = gone }
      deinit { gone.change { $0 = true } }
    }
    let gone = Monitor(false)
    let sum = Mutex(0)
    do {
      let witness = Witness(gone)
      let queue = WorkQueue<Int>(name: "end", threads: 2) { number in
        withExtendedLifetime(witness) { sum.withLock { $0 += number } }
      }
      for number in 1...100 { queue.add(number) }
    }
    gone.wait { $0 ? () : nil }
    #expect(sum.withLock(\.self) == 5050)
  }

  @Test("an actor on a thread of its own is isolated there, however many call it")
  func serialThread() async {
    actor Counter {
      private let executor = SerialThread(name: "counter")
      nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }
      private(set) var count = 0

      func add() {
        executor.checkIsolated()
        count += 1
      }
    }
    let counter = Counter()
    await withDiscardingTaskGroup { group in
      for _ in 0..<100 { group.addTask { await counter.add() } }
    }
    #expect(await counter.count == 100)
  }
}
