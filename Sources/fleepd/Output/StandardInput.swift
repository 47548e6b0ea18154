import Foundation
import Glibc

/// Standard input as a whole.
enum StandardInput {
  static var isTerminal: Bool { isatty(STDIN_FILENO) == 1 }

  /// All of it, to its end.
  static func bytes() -> [UInt8] {
    var all: [UInt8] = []
    eachPiece { all += $0 }
    return all
  }

  /// Its beginning: no more is read than the limit and a piece, since whoever writes may never end.
  static func bytes(limit: Int) -> [UInt8] {
    var beginning: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while beginning.count <= limit, case let count = read(STDIN_FILENO, &buffer, buffer.count), count > 0 {
      beginning += buffer[..<count]
    }
    return beginning
  }

  /// Writes all of it to a new file, a piece at a time.
  static func copy(to path: String) throws {
    guard FileManager.default.createFile(atPath: path, contents: nil), let file = FileHandle(forWritingAtPath: path)
    else { throw CocoaError(.fileWriteUnknown) }
    defer { try? file.close() }
    try eachPiece { try file.write(contentsOf: $0) }
  }

  private static func eachPiece(_ take: (ArraySlice<UInt8>) throws -> Void) rethrows {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while case let count = read(STDIN_FILENO, &buffer, buffer.count), count > 0 { try take(buffer[..<count]) }
  }
}
