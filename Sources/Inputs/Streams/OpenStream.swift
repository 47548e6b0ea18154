internal import Glibc
internal import Model
internal import Synchronization

/// A stream that stays open while the rules change: what a reader leaves to its successor.
///
/// A program goes on running, a FIFO's writers do not find it without a reader, and a line that was read in part is not lost. Where nobody
/// takes it, because its source is gone or has changed, it is closed.
final class OpenStream: Sendable {
  struct State: Sendable {
    let descriptor: Int32
    let program: ChildProcess.Running?
    /// When it was opened.
    let openedAt: ContinuousClock.Instant
    /// What was read of a line, or of an event, whose end has not come.
    let half: [UInt8]
    /// Nil: nothing of it was read that was not handed back.
    let beginning: [UInt8]?
    let isInsideCutLine: Bool
    let lineBefore: Instant?
  }

  let source: SourceName
  let opening: StreamOpening
  private let state: Mutex<State?>

  init(of source: SourceName, _ opening: StreamOpening, _ state: State) {
    self.source = source
    self.opening = opening
    self.state = Mutex(state)
  }

  /// Takes it over; whoever does has to close it.
  func take() -> State? {
    state.withLock { state in
      defer { state = nil }
      return state
    }
  }

  deinit { closeUnlessTaken() }

  /// Closes it where nobody goes on with it.
  func closeUnlessTaken() {
    guard let state = take() else { return }
    switch opening {
    case .inherited: break
    // Nobody has the program any more, so that it is ended.
    case .command: _ = state.program.map { ChildProcess($0) }
    case .fifo: close(state.descriptor)
    }
  }
}
