internal import Model
internal import Synchronization

/// What the rest of the process asks of the reading thread, and what it answers.
final class ReaderControl: Sendable {
  /// A question that the thread takes up at its next turn.
  enum Request: Sendable {
    case status(CheckedContinuation<[SourceStatus], Never>)
    case stop
  }

  private struct State {
    var requests: [Request] = []
    var hasEnded = false
    var places: [String: [UInt8]] = [:]
    var endWaiters: [CheckedContinuation<[String: [UInt8]], Never>] = []
  }

  let wakeup = Wakeup()
  private let state = Mutex(State())

  /// The questions since the last call.
  func takeRequests() -> [Request] {
    state.withLock { state in
      defer { state.requests = [] }
      return state.requests
    }
  }

  func status() async -> [SourceStatus] {
    await withCheckedContinuation { continuation in
      if !ask(.status(continuation)) { continuation.resume(returning: []) }
    }
  }

  /// Asks the thread to end.
  func askToStop() { _ = ask(.stop) }

  /// Asks the thread to end and waits for it; gives the places it got to.
  func stop() async -> [String: [UInt8]] {
    askToStop()
    return await withCheckedContinuation { continuation in
      let places = state.withLock { state -> [String: [UInt8]]? in
        if state.hasEnded { return state.places }
        state.endWaiters.append(continuation)
        return nil
      }
      if let places { continuation.resume(returning: places) }
    }
  }

  /// The thread ends: nothing is answered any more.
  func end(at places: [String: [UInt8]]) {
    let (requests, waiters) = state.withLock { state in
      state.hasEnded = true
      state.places = places
      defer { (state.requests, state.endWaiters) = ([], []) }
      return (state.requests, state.endWaiters)
    }
    for case .status(let continuation) in requests { continuation.resume(returning: []) }
    for waiter in waiters { waiter.resume(returning: places) }
  }

  private func ask(_ request: Request) -> Bool {
    let isAsked = state.withLock { state in
      if !state.hasEnded { state.requests.append(request) }
      return !state.hasEnded
    }
    wakeup.wake()
    return isAsked
  }
}
