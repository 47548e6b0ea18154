import Glibc

/// An encoding by the name that iconv has for it, whose texts can be cut into lines.
package struct TextEncoding: Sendable {
  /// How a line feed looks.
  package enum LineFeed: Sendable {
    /// As in ASCII; so it is in every encoding that a log is written in, but for UTF-16.
    case byte
    case littleEndianUnit
    case bigEndianUnit

    package var width: Int { self == .byte ? 1 : 2 }
  }

  package let name: String
  package let lineFeed: LineFeed

  /// Why a name is not one of these.
  package enum Refusal: Error {
    case unknown
    /// Its line feeds are not to be found without decoding it.
    case notReadByLines
  }

  package init(_ name: String) throws(Refusal) {
    // What follows a slash would be an instruction to iconv.
    guard !name.isEmpty, !name.contains("/") else { throw .unknown }
    let converter = iconv_open(name, "UTF-8")
    guard let converter, converter != iconv_t(bitPattern: -1) else { throw .unknown }
    defer { iconv_close(converter) }
    // Without a byte order mark UTF-16 is taken as what most programs write.
    let isUnmarked = ["UTF-16", "UTF16", "UNICODE"].contains(name.uppercased())
    self.name = isUnmarked ? "UTF-16LE" : name
    switch TextEncoding.encoded(0x0A, by: converter) {
    case [0x0A]: lineFeed = .byte
    case [0x0A, 0], [0xFF, 0xFE, 0x0A, 0]: lineFeed = .littleEndianUnit
    case [0, 0x0A]: lineFeed = .bigEndianUnit
    default: throw .notReadByLines
    }
  }

  private static func encoded(_ character: CChar, by converter: iconv_t) -> [UInt8] {
    var (text, bytes) = ([character], [CChar](repeating: 0, count: 16))
    var (left, room) = (text.count, bytes.count)
    let count = text.withUnsafeMutableBufferPointer { text in
      bytes.withUnsafeMutableBufferPointer { bytes in
        var (input, output) = (text.baseAddress, bytes.baseAddress)
        iconv(converter, &input, &left, &output, &room)
        return bytes.count - room
      }
    }
    return bytes.prefix(count).map { UInt8(bitPattern: $0) }
  }
}
