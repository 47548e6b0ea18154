internal import CLinux
internal import Glibc

/// Wakes a thread that sleeps in poll(2).
final class Wakeup: Sendable {
  /// Readable after ``wake()``, until ``clear()``.
  let descriptor: Int32

  init() {
    descriptor = fleepd_eventfd()
    precondition(descriptor >= 0, "eventfd(2) failed; the process has no descriptors left")
  }

  deinit {
    close(descriptor)
  }

  /// Makes the descriptor readable.
  func wake() {
    var one: UInt64 = 1
    write(descriptor, &one, 8)
  }

  /// Takes back all calls of ``wake()``.
  func clear() {
    var count: UInt64 = 0
    read(descriptor, &count, 8)
  }
}
