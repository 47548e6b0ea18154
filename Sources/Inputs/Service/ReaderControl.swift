internal import Model
internal import Synchronization

/// What the rest of the process asks of the reading thread, and what it answers.
final class ReaderControl: Sendable {
  /// A question that the thread takes up at its next turn.
  enum Request: Sendable {
    case status(CheckedContinuation<[SourceStatus], Never>)
    case stop(hasSuccessor: Bool)
  }

  private struct State {
    var requests: [Request] = []
    var hasEnded = false
    var handover = LineInputs.Handover(positions: [:])
    var endWaiters: [CheckedContinuation<LineInputs.Handover, Never>] = []
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
  func askToStop(hasSuccessor: Bool = false) { _ = ask(.stop(hasSuccessor: hasSuccessor)) }

  /// Asks the thread to end and waits for it; gives what it left.
  func stop(hasSuccessor: Bool) async -> LineInputs.Handover {
    askToStop(hasSuccessor: hasSuccessor)
    return await withCheckedContinuation { continuation in
      let handover = state.withLock { state -> LineInputs.Handover? in
        if state.hasEnded { return state.handover }
        state.endWaiters.append(continuation)
        return nil
      }
      if let handover { continuation.resume(returning: handover) }
    }
  }

  /// The thread ends: nothing is answered any more.
  func end(with handover: LineInputs.Handover) {
    let (requests, waiters) = state.withLock { state in
      state.hasEnded = true
      state.handover = handover
      defer { (state.requests, state.endWaiters) = ([], []) }
      return (state.requests, state.endWaiters)
    }
    for case .status(let continuation) in requests { continuation.resume(returning: []) }
    for waiter in waiters { waiter.resume(returning: handover) }
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
