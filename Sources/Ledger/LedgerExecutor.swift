@preconcurrency import Dispatch

/// Runs the ledger's work on a queue of its own: SQLite blocks, and the cooperative pool has only a thread per core.
///
/// `@unchecked Sendable`: the queue is immutable and may be used from any thread; Dispatch lacks the annotation on Linux,
/// as it lacks `DispatchSerialQueue`, which would be an executor by itself.
final class LedgerExecutor: SerialExecutor, @unchecked Sendable {
  private let queue = DispatchQueue(label: "ledger")

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
  }

  func checkIsolated() {
    dispatchPrecondition(condition: .onQueue(queue))
  }
}
