import FoundationEssentials
import Glibc
import Model

/// Standard output and standard error, whole lines at a time.
enum Terminal {
  /// Whether people read standard output: then it may be coloured and folded.
  static var isInteractive: Bool { isatty(STDOUT_FILENO) == 1 }

  static func print(_ text: String) { write(line(text), to: STDOUT_FILENO) }

  static func complain(_ text: String) { write(line("fleepd: \(text)"), to: STDERR_FILENO) }

  /// Text as it is, on standard error: diagnostics that have a form of their own.
  static func report(_ text: String) { write(line(text), to: STDERR_FILENO) }

  /// Puts a text in place of the terminal's present line, on standard error.
  static func overwrite(with text: String) { write("\r\u{1B}[K\(text)", to: STDERR_FILENO) }

  /// A value as indented JSON with sorted keys.
  static func print(json value: some Encodable) throws {
    print(try encoded(value, .prettyPrinted))
  }

  /// A value as JSON on one line, with sorted keys.
  static func json(_ value: some Encodable) throws -> String { try encoded(value, []) }

  private static func encoded(_ value: some Encodable, _ form: JSONEncoder.OutputFormatting) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = form.union([.sortedKeys, .withoutEscapingSlashes])
    encoder.userInfo = .forPrograms
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  private static func line(_ text: String) -> String {
    let shown = text.shownOnTerminal
    return shown.utf8.last == UInt8(ascii: "\n") ? shown : shown + "\n"
  }

  private static func write(_ text: String, to descriptor: Int32) {
    let bytes = [UInt8](text.utf8)
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        Glibc.write(descriptor, buffer.baseAddress?.advanced(by: written), buffer.count - written)
      }
      // A reader that has gone away (`fleepd … | head`) has seen enough.
      guard count > 0 else { return }
      written += count
    }
  }
}
