internal import CLinux
internal import Glibc

/// Signals that the process takes, instead of being ended by them.
package enum Signals {
  /// The numbers of the signals, as they come; to be called once in a process.
  ///
  /// From now on they end the process no more.
  package static func take(_ numbers: [Int32]) -> AsyncStream<Int32> {
    let (stream, continuation) = AsyncStream<Int32>.makeStream()
    let descriptor = fleepd_signal_pipe(numbers, Int32(numbers.count))
    precondition(descriptor >= 0, "pipe2(2) failed; the process has no descriptors left")
    Thread.detach(name: "fleepd-signals") {
      // Whoever started the program may have blocked them for it.
      var taken = sigset_t()
      sigemptyset(&taken)
      for number in numbers { sigaddset(&taken, number) }
      pthread_sigmask(SIG_UNBLOCK, &taken, nil)
      var number: UInt8 = 0
      while true {
        let count = read(descriptor, &number, 1)
        if count == 1 { continuation.yield(Int32(number)) } else if errno != EINTR { break }
      }
      continuation.finish()
    }
    return stream
  }
}
