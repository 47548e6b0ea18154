/// An actor's executor that is a thread of its own: for an actor whose work blocks, which must not hold up the tasks of others.
package final class SerialThread: SerialExecutor {
  private struct Job: Sendable {
    let job: UnownedJob
    let executor: UnownedSerialExecutor
  }

  private let queue: WorkQueue<Job>

  package init(name: String) {
    queue = WorkQueue(name: name, threads: 1) { $0.job.runSynchronously(on: $0.executor) }
  }

  package func enqueue(_ job: consuming ExecutorJob) {
    queue.add(Job(job: UnownedJob(job), executor: asUnownedSerialExecutor()))
  }

  package func checkIsolated() {
    precondition(queue.isRunningHere, "not on this actor's thread")
  }
}
