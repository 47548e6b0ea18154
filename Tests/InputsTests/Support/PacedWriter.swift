import Foundation
import Glibc

/// Writes numbered lines at 50,000 a second, opening its log anew for every few, as a program does that was told to reopen it.
struct PacedWriter {
  let folder: TemporaryFolder
  let log: String
  /// Whether it makes the log where there is none; else it waits for logrotate to make it, which would rename one that came before to
  /// `….backup`, and overwrite that the next time.
  let makesFile: Bool

  static let perSecond = 50_000
  private static let atOnce = 50

  static func line(_ number: Int) -> String { "line \(number) of a fast writer" }

  /// Writes so many lines; the work is done on a thread of its own.
  func write(_ count: Int) async {
    await withCheckedContinuation { continuation in
      Foundation.Thread {
        let start = ContinuousClock.now
        for first in stride(from: 0, to: count, by: PacedWriter.atOnce) {
          let due = start + .seconds(1) * Double(first) / Double(PacedWriter.perSecond)
          let ahead = ContinuousClock.now.duration(to: due)
          if ahead > .milliseconds(1) { usleep(useconds_t(ahead / .microseconds(1))) }
          let lines = (first..<min(count, first + PacedWriter.atOnce)).map { PacedWriter.line($0) + "\n" }
          folder.append(lines.joined(), to: log, makesFile: makesFile)
        }
        continuation.resume()
      }.start()
    }
  }
}
