internal import CLinux
internal import Glibc

/// A thread of the process's own, for work that sleeps in the kernel and must not hold up the tasks.
package enum Thread {
  private final class Body: Sendable {
    let name: String
    let run: @Sendable () -> Void

    init(name: String, run: @escaping @Sendable () -> Void) {
      self.name = name
      self.run = run
    }
  }

  /// Runs `body` on a new thread; whoever needs its end is told by `body` itself.
  ///
  /// At most 15 bytes of the name are kept.
  package static func detach(name: String, body: @escaping @Sendable () -> Void) {
    var thread = pthread_t()
    let box = Unmanaged.passRetained(Body(name: name, run: body))
    let result = pthread_create(&thread, nil, Thread.enter, box.toOpaque())
    precondition(result == 0, "pthread_create(3) failed; the process may have no more threads")
    pthread_detach(thread)
  }

  private static let enter: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { argument in
    guard let argument else { return nil }
    let body = Unmanaged<Body>.fromOpaque(argument).takeRetainedValue()
    fleepd_name_thread(body.name)
    body.run()
    return nil
  }
}
