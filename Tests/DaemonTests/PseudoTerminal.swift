import Foundation
import Glibc
import Testing

/// A terminal without a screen: programs write to it as to any other, and what they wrote can be read.
final class PseudoTerminal {
  /// The side of a program.
  let end: FileHandle
  private let screen: Int32

  init() throws {
    screen = open("/dev/ptmx", O_RDWR | O_NOCTTY)
    // What posix_openpt(3) and its like do, which Swift's Glibc leaves out: TIOCSPTLCK and TIOCGPTN.
    var isLocked: CInt = 0
    var number: CUnsignedInt = 0
    try #require(ioctl(screen, 0x4004_5431, &isLocked) == 0 && ioctl(screen, 0x8004_5430, &number) == 0)
    end = FileHandle(fileDescriptor: open("/dev/pts/\(number)", O_RDWR | O_NOCTTY), closeOnDealloc: true)
  }

  deinit { close(screen) }

  /// All that was written, once every program has ended.
  func text() throws -> String {
    try end.close()
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    // Without a program on the other side, reading ends with EIO.
    while case let count = read(screen, &buffer, buffer.count), count > 0 { bytes += buffer[..<count] }
    return String(decoding: bytes, as: UTF8.self)
  }
}
