import Glibc
import Model
import Synchronization

/// A clock that stops whoever reads it while the gate is shut: so the reading thread is held up for as long as a test likes.
final class Gate: Sendable {
  private struct State {
    var isShut = false
    var isHeldUp = false
  }

  private let state = Mutex(State())

  /// The time, once the gate is open.
  @Sendable
  func now() -> Instant {
    while state.withLock({ state in
      state.isHeldUp = state.isShut
      return state.isShut
    }) {
      usleep(500)
    }
    return FollowedLines.now()
  }

  func open() {
    state.withLock { $0.isShut = false }
  }

  /// Holds up the thread as soon as `poke` gives it something to do.
  func shut(_ poke: () -> Void) async throws {
    state.withLock { $0.isShut = true }
    poke()
    while !state.withLock(\.isHeldUp) { try await Task.sleep(for: .milliseconds(1)) }
  }
}
