internal import Dispatch
package import Model
internal import Synchronization
internal import Threads

/// Reads recorded files on a thread of its own, a little ahead of the one that takes the events.
///
/// So a replay takes as long as the slower of the two, which is the scan, and not both together.
package final class LinesAhead: Sendable {
  private struct State {
    var waiting: [[LineEvent]] = []
    var progress = ReplayProgress()
    /// Set after the last batch.
    var end: Result<Void, RecordedFileError>?
    var isStopped = false
  }

  /// So many batches wait at most, each of so many events, so much of their text, or so much of the logs.
  private static let depth = 4
  private static let batch = (events: 256, bytes: 1 << 20, read: 4 << 20)
  /// After so long without events, how far the reading is can be told.
  private static let patience = DispatchTimeInterval.milliseconds(100)

  private let state = Mutex(State())
  private let filled = DispatchSemaphore(value: 0)
  private let room = DispatchSemaphore(value: 0)

  /// Begins to read; to be stopped at the end, whatever that is.
  package init(_ logs: [RecordedLog]) {
    for _ in 0..<LinesAhead.depth { room.signal() }
    Thread.detach(name: "replay") { self.read(logs) }
  }

  /// How much was read until now.
  package var progress: ReplayProgress { state.withLock { $0.progress } }

  /// The next events, in the order of time; none while rules see none, and nil after the last ones.
  package func next() throws(RecordedFileError) -> [LineEvent]? {
    _ = filled.wait(timeout: .now() + LinesAhead.patience)
    let (batch, end) = state.withLock { state in
      state.waiting.isEmpty ? ([], state.end) : (state.waiting.removeFirst(), nil)
    }
    if !batch.isEmpty { room.signal() }
    guard let end else { return batch }
    try end.get()
    return nil
  }

  /// Ends the reading, where it has not ended by itself.
  package func stop() {
    state.withLock { $0.isStopped = true }
    room.signal()
  }

  /// The thread's work.
  private func read(_ logs: [RecordedLog]) {
    let meter = ReplayMeter { progress in self.state.withLock { $0.progress = progress } }
    var lines = MergedLines(logs, meter: meter)
    var batch: [LineEvent] = []
    var bytes = 0
    var read = 0
    do throws(RecordedFileError) {
      while let event = try lines.next() {
        batch.append(event)
        bytes += event.text.utf8.count
        let limit = LinesAhead.batch
        guard
          batch.count >= limit.events || bytes >= limit.bytes || meter.progress.bytes - read >= limit.read
        else { continue }
        guard offer(batch) else { return }
        (batch, bytes, read) = ([], 0, meter.progress.bytes)
      }
      if offer(batch) { finish(.success(())) }
    } catch {
      if offer(batch) { finish(.failure(error)) }
    }
  }

  /// Hands a batch over when there is room; false where nobody takes it any more.
  private func offer(_ batch: [LineEvent]) -> Bool {
    guard !batch.isEmpty else { return true }
    room.wait()
    let isTaken = state.withLock { state in
      if !state.isStopped { state.waiting.append(batch) }
      return !state.isStopped
    }
    filled.signal()
    return isTaken
  }

  private func finish(_ end: Result<Void, RecordedFileError>) {
    state.withLock { $0.end = end }
    filled.signal()
  }
}
