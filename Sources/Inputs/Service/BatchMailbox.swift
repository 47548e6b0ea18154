internal import Model
internal import Synchronization

/// Where the thread leaves a batch for the one consumer.
///
/// It holds a single batch: while that waits, the thread adds to the next one.
final class BatchMailbox: Sendable {
  private struct State {
    var waiting: InputBatch?
    var consumer: CheckedContinuation<InputBatch?, Never>?
    /// How many batches the consumer has asked for.
    var asked = 0
    var isFinished = false
    var isCancelled = false
    var readyWaiters: [CheckedContinuation<Bool, Never>] = []
  }

  private let state = Mutex(State())
  private let wakeup: Wakeup

  /// The thread is woken when there is room again.
  init(wakeup: Wakeup) {
    self.wakeup = wakeup
  }

  /// Whether ``offer(_:)`` would take a batch.
  var hasRoom: Bool { state.withLock { $0.waiting == nil } }

  /// Hands a batch over; false while the last one has not been taken.
  func offer(_ batch: InputBatch) -> Bool {
    let (taken, consumer) = state.withLock { state -> (Bool, CheckedContinuation<InputBatch?, Never>?) in
      guard state.waiting == nil, !state.isFinished else { return (false, nil) }
      let consumer = state.consumer
      state.consumer = nil
      if consumer == nil { state.waiting = batch }
      return (true, consumer)
    }
    consumer?.resume(returning: batch)
    return taken
  }

  /// No batch will follow the one that waits.
  func finish() {
    let (consumer, waiters) = state.withLock { state in
      state.isFinished = true
      defer { (state.consumer, state.readyWaiters) = (nil, []) }
      return (state.consumer, state.readyWaiters)
    }
    consumer?.resume(returning: nil)
    for waiter in waiters { waiter.resume(returning: false) }
  }

  /// The next batch; nil after the last one, or when the task is cancelled.
  func next() async -> InputBatch? {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in take(for: continuation) }
    } onCancel: {
      let consumer = state.withLock { state in
        state.isCancelled = true
        defer { state.consumer = nil }
        return state.consumer
      }
      consumer?.resume(returning: nil)
    }
  }

  private func take(for continuation: CheckedContinuation<InputBatch?, Never>) {
    let (answer, waiters) = state.withLock { state -> (InputBatch??, [CheckedContinuation<Bool, Never>]) in
      precondition(state.consumer == nil, "the batches have one consumer")
      state.asked += 1
      var waiters: [CheckedContinuation<Bool, Never>] = []
      if state.asked > 1 { swap(&waiters, &state.readyWaiters) }
      if let batch = state.waiting {
        state.waiting = nil
        return (.some(batch), waiters)
      }
      if state.isFinished || state.isCancelled { return (.some(nil), waiters) }
      state.consumer = continuation
      return (nil, waiters)
    }
    for waiter in waiters { waiter.resume(returning: true) }
    guard let answer else { return }
    continuation.resume(returning: answer)
    wakeup.wake()
  }

  /// Returns when the consumer has dealt with the first batch, which it shows by asking for the second; false where there will be none.
  func firstBatchDone() async -> Bool {
    await withCheckedContinuation { continuation in
      let isDone = state.withLock { state -> Bool? in
        if state.asked > 1 { return true }
        if state.isFinished { return false }
        state.readyWaiters.append(continuation)
        return nil
      }
      if let isDone { continuation.resume(returning: isDone) }
    }
  }
}
