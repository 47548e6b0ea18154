internal import DequeModule
internal import Glibc

/// Jobs, taken in the order they came by threads that sleep until there is one.
final class WorkQueue<Job: Sendable>: Sendable {
  private struct State {
    var jobs: Deque<Job> = []
    var threads: Set<pthread_t> = []
    var isEnded = false
  }

  private let state = Monitor(State())

  /// Starts the threads; each runs one job at a time.
  init(name: String, threads: Int, run: @escaping @Sendable (Job) -> Void) {
    for _ in 0..<threads {
      Thread.detach(name: name) { [state] in
        state.withLock { _ = $0.threads.insert(pthread_self()) }
        while let job = Self.next(of: state) { run(job) }
      }
    }
  }

  /// The threads end when they have done what there is.
  deinit {
    state.changeForAll { $0.isEnded = true }
  }

  func add(_ job: Job) {
    state.change { $0.jobs.append(job) }
  }

  /// Whether this is called by one of the queue's jobs.
  var isRunningHere: Bool { state.withLock { $0.threads.contains(pthread_self()) } }

  private static func next(of state: Monitor<State>) -> Job? {
    state.wait { state -> Job?? in
      if let job = state.jobs.popFirst() { return job }
      return state.isEnded ? .some(nil) : nil
    }
  }
}
