import FoundationEssentials
import Glibc

/// Standard output and standard error, whole lines at a time.
enum Terminal {
  /// Whether people read standard output: then it may be coloured and folded.
  static var isInteractive: Bool { isatty(STDOUT_FILENO) == 1 }

  static func print(_ text: String) { write(text, to: STDOUT_FILENO) }

  static func complain(_ text: String) { write("fleepd: \(text)", to: STDERR_FILENO) }

  /// Text as it is, on standard error: diagnostics that have a form of their own.
  static func report(_ text: String) { write(text, to: STDERR_FILENO) }

  /// A value as indented JSON with sorted keys.
  static func print(json value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    print(String(decoding: try encoder.encode(value), as: UTF8.self))
  }

  private static func write(_ text: String, to descriptor: Int32) {
    let line = [UInt8]((text.hasSuffix("\n") ? text : text + "\n").utf8)
    var written = 0
    while written < line.count {
      let count = line.withUnsafeBytes { bytes in
        Glibc.write(descriptor, bytes.baseAddress?.advanced(by: written), bytes.count - written)
      }
      // A reader that has gone away (`fleepd … | head`) has seen enough.
      guard count > 0 else { return }
      written += count
    }
  }
}
