internal import Synchronization

/// Sleeping tasks: `Task.sleep` goes by libdispatch whatever the tasks run on, and brings its monitor along (``TaskPool``).
package enum Sleep {
  private static let sleepers = DelayedJobs<Sleeper>(name: "fleepd-sleeps") { $0.wake() }

  /// Suspends the task for a time; throws at once when the task is cancelled.
  package static func pause(for duration: Duration) async throws(CancellationError) {
    let sleeper = Sleeper()
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        guard sleeper.fallAsleep(continuation) else { return }
        let (seconds, attoseconds) = duration.components
        let (whole, isFar) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        let (nanoseconds, isFarther) = whole.addingReportingOverflow(attoseconds / 1_000_000_000)
        sleepers.add(sleeper, after: isFar || isFarther ? .max : nanoseconds)
      }
    } onCancel: {
      sleeper.wake()
    }
    if Task.isCancelled { throw CancellationError() }
  }
}

/// One sleep of one task: it is woken once, by whatever comes first.
private final class Sleeper: Sendable {
  private enum State {
    case awake
    case asleep(CheckedContinuation<Void, Never>)
    case woken
  }

  private let state = Mutex(State.awake)

  /// False: it was woken before it fell asleep, and goes on at once.
  func fallAsleep(_ continuation: CheckedContinuation<Void, Never>) -> Bool {
    let sleeps = state.withLock { state in
      guard case .awake = state else { return false }
      state = .asleep(continuation)
      return true
    }
    if !sleeps { continuation.resume() }
    return sleeps
  }

  func wake() {
    let continuation: CheckedContinuation<Void, Never>? = state.withLock { state in
      defer { state = .woken }
      guard case .asleep(let continuation) = state else { return nil }
      return continuation
    }
    continuation?.resume()
  }
}
