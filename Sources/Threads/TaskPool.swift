internal import CSwiftConcurrency
internal import Glibc

/// Where the program's tasks run: on a thread per core, which sleep until there is work.
///
/// It replaces the pool of Swift's runtime, which stands on libdispatch: that one's threads come, on Linux, with a monitor that wakes the
/// process every second for as long as it lives (docs/decisions/0004-task-pool.md).
package enum TaskPool {
  /// A job of the runtime's.
  ///
  /// `@unchecked Sendable`: it is handed from thread to thread, and one at a time has it.
  private struct Job: @unchecked Sendable {
    let pointer: UnsafeMutableRawPointer
  }

  private static let threads = max(2, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
  private static let jobs = WorkQueue<Job>(name: "fleepd-tasks", threads: threads) { fleepd_run_job($0.pointer) }

  /// Takes over all tasks of the process, and runs one that it waits for: a program's `main`.
  package static func run(_ body: @escaping @Sendable () async -> Void) {
    fleepd_take_over_jobs { job in
      guard let job else { return }
      TaskPool.jobs.add(Job(pointer: job))
    }
    let isDone = Monitor(false)
    Task {
      await body()
      isDone.change { $0 = true }
    }
    isDone.wait { $0 ? () : nil }
  }
}
