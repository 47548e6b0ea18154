internal import CLinux
internal import Glibc

/// Turns the bytes of an encoding into UTF-8, with iconv(3): one thread's.
final class TextDecoder {
  /// How line feeds look in the encoding.
  enum LineFeed {
    /// As in ASCII; so it is in every encoding that a log is written in, but for UTF-16.
    case byte
    case littleEndianUnit
    case bigEndianUnit

    var width: Int { self == .byte ? 1 : 2 }
  }

  let lineFeed: LineFeed
  private let converter: iconv_t

  /// Nil where the system knows no encoding of that name.
  init?(_ name: String) {
    let upper = name.uppercased()
    // Without a byte order mark UTF-16 is taken as what most programs write.
    let name = upper == "UTF-16" || upper == "UTF16" ? "UTF-16LE" : name
    guard let converter = iconv_open("UTF-8", name), converter != iconv_t(bitPattern: -1) else { return nil }
    self.converter = converter
    switch name.uppercased() {
    case "UTF-16LE", "UTF16LE", "UCS-2LE": lineFeed = .littleEndianUnit
    case "UTF-16BE", "UTF16BE", "UCS-2BE": lineFeed = .bigEndianUnit
    default: lineFeed = .byte
    }
  }

  deinit {
    iconv_close(converter)
  }

  /// The text as UTF-8; what is not of the encoding becomes U+FFFD.
  func decode(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count * 2)
    iconv(converter, nil, nil, nil, nil)
    // iconv(3) takes its input as mutable and changes nothing of it.
    var input = UnsafeMutablePointer(mutating: bytes.assumingMemoryBound(to: CChar.self).baseAddress)
    var left = bytes.count
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 16 << 10) { buffer in
      while left > 0 {
        var output = buffer.baseAddress
        var room = buffer.count
        let result = iconv(converter, &input, &left, &output, &room)
        text += UnsafeRawBufferPointer(buffer)[..<(buffer.count - room)]
        guard result == -1, errno != E2BIG else { continue }
        text += [0xEF, 0xBF, 0xBD]
        let skipped = min(left, lineFeed.width)
        input = input?.advanced(by: skipped)
        left -= skipped
      }
    }
    return text
  }
}

extension TextDecoder.LineFeed {
  /// The place behind the first line feed at or after `start`; nil where there is none.
  func end(after start: Int, in bytes: UnsafeRawBufferPointer) -> Int? {
    guard self != .byte else {
      guard let base = bytes.baseAddress, start < bytes.count else { return nil }
      return memchr(base + start, 0x0A, bytes.count - start).map { UnsafeRawPointer($0) - base + 1 }
    }
    return stride(from: start, to: bytes.count - 1, by: 2).first { isUnit(at: $0, in: bytes) }.map { $0 + 2 }
  }

  /// The place behind the last line feed at or after `start`; nil where there is none.
  func lastEnd(after start: Int, in bytes: UnsafeRawBufferPointer) -> Int? {
    guard self != .byte else {
      guard let base = bytes.baseAddress, start < bytes.count else { return nil }
      return fleepd_memrchr(base + start, 0x0A, bytes.count - start).map { $0 - base + 1 }
    }
    let last = start + (bytes.count - start) / 2 * 2 - 2
    return stride(from: last, through: start, by: -2).first { isUnit(at: $0, in: bytes) }.map { $0 + 2 }
  }

  private func isUnit(at place: Int, in bytes: UnsafeRawBufferPointer) -> Bool {
    let (low, high) = self == .littleEndianUnit ? (bytes[place], bytes[place + 1]) : (bytes[place + 1], bytes[place])
    return low == 0x0A && high == 0
  }
}
