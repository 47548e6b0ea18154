internal import HeapModule
internal import Synchronization

/// Jobs whose time has not come: a thread sleeps until the first one's, and not at all while there is none.
final class DelayedJobs<Job: Sendable>: Sendable {
  private struct Entry: Comparable {
    let time: Int64
    let number: Int
    let job: Job

    /// Jobs of the same time go in the order they came.
    static func < (left: Entry, right: Entry) -> Bool { (left.time, left.number) < (right.time, right.number) }
    static func == (left: Entry, right: Entry) -> Bool { left.number == right.number }
  }

  private struct State {
    var entries: Heap<Entry> = []
    var added = 0
  }

  private let state = Mutex(State())
  private let timer = Timer(.sinceBoot)

  /// `take` gets each job when its time has come; the thread lives as long as the process.
  init(name: String, take: @escaping @Sendable (Job) -> Void) {
    Thread.detach(name: name) {
      while true {
        self.timer.wait()
        for job in self.due() { take(job) }
      }
    }
  }

  func add(_ job: Job, after nanoseconds: Int64) {
    let (time, isFar) = timer.now.addingReportingOverflow(nanoseconds)
    state.withLock { state in
      state.added += 1
      state.entries.insert(Entry(time: isFar ? .max : time, number: state.added, job: job))
      timer.set(state.entries.min?.time)
    }
  }

  private func due() -> [Job] {
    state.withLock { state in
      let now = timer.now
      var jobs: [Job] = []
      while let first = state.entries.min, first.time <= now {
        jobs.append(first.job)
        state.entries.removeMin()
      }
      timer.set(state.entries.min?.time)
      return jobs
    }
  }
}
