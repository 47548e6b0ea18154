internal import Glibc
internal import Model
internal import SystemPackage

/// How the descriptor of a stream comes about, and what follows when the stream ends.
enum StreamOpening: Sendable, Equatable {
  /// A descriptor that is there, and the path of what it reads, if any; its end is the end.
  case inherited(Int32, origin: String)
  /// A program's output; the program is started again, with longer and longer pauses where it ends soon.
  case command([String])
  /// A FIFO, which stays open whoever writes to it comes and goes.
  case fifo(String)

  var isFIFO: Bool {
    if case .fifo = self { true } else { false }
  }
}

/// Pauses before a program is started again: twice as long each time, up to a limit, and short again after it ran for long.
struct RestartDelay {
  private var next = RestartDelay.shortest

  private static let shortest = Duration.seconds(1)
  private static let longest = Duration.minutes(1)

  /// The pause after a run.
  mutating func delay(afterRunOf run: Duration) -> Duration {
    if run >= RestartDelay.longest { next = RestartDelay.shortest }
    defer { next = min(next * 2, RestartDelay.longest) }
    return next
  }
}
