import Subprocess
import Synchronization
import Threads

/// The beginning of what a command prints, while all of it is read.
///
/// A command that prints too much must not stand still on a full pipe.
final class OutputCollector: Sendable {
  private struct Kept {
    var bytes: [UInt8] = []
    var isCut = false
  }

  private let limit: Int
  private let kept = Mutex(Kept())

  init(limit: Int) {
    self.limit = limit
  }

  var bytes: [UInt8] { kept.withLock { $0.bytes } }
  var isCut: Bool { kept.withLock { $0.isCut } }

  /// The bytes as text for people, marked where they were cut.
  var text: String {
    kept.withLock { String(decoding: $0.bytes, as: UTF8.self) + ($0.isCut ? "…" : "") }
  }

  /// Reads a pipe to its end, or until the command is ended.
  func collect(_ pipe: SubprocessOutputSequence) async {
    do {
      for try await buffer in pipe where !add(buffer) {
        // What is too much is thrown away slowly, so that a command that prints without end costs next to nothing.
        try await Sleep.pause(for: .milliseconds(10))
      }
    } catch {
      // The command is being ended: what it said until now is all there is.
    }
  }

  /// Keeps what there is room for; false where something was left out.
  private func add(_ buffer: SubprocessOutputSequence.Buffer) -> Bool {
    buffer.withUnsafeBytes { bytes in
      kept.withLock { kept in
        let room = limit - kept.bytes.count
        kept.bytes.append(contentsOf: bytes.prefix(room))
        if bytes.count > room { kept.isCut = true }
        return !kept.isCut
      }
    }
  }
}
