internal import CLinux
internal import Glibc
internal import Model

/// Turns the bytes of an encoding into UTF-8, with iconv(3): one thread's.
final class TextDecoder {
  let lineFeed: TextEncoding.LineFeed
  private let converter: iconv_t

  /// Nil where the system knows no encoding of that name.
  init?(_ name: String) {
    guard let encoding = try? TextEncoding(name), let converter = iconv_open("UTF-8", encoding.name),
      converter != iconv_t(bitPattern: -1)
    else { return nil }
    self.converter = converter
    lineFeed = encoding.lineFeed
  }

  deinit {
    iconv_close(converter)
  }

  /// The name of the kind of UTF-16 that a text is in by how it begins; nil where it is in none.
  ///
  /// A byte order mark tells, and, where nobody says what a text without one is in (`isUnmarked`), two characters of ASCII: a log that was cut
  /// off begins without the mark that its program wrote when it began.
  static func utf16(ofTextBeginningWith start: some Collection<UInt8>, isUnmarked: Bool) -> String? {
    if start.starts(with: [0xFF, 0xFE]) { return "UTF-16LE" }
    if start.starts(with: [0xFE, 0xFF]) { return "UTF-16BE" }
    let zeros = start.prefix(4).map { $0 == 0 }
    guard isUnmarked else { return nil }
    return zeros == [false, true, false, true] ? "UTF-16LE" : zeros == [true, false, true, false] ? "UTF-16BE" : nil
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

extension TextEncoding.LineFeed {
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
