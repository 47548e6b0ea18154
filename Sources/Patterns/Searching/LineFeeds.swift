/// Counts line feeds, eight bytes at a time: byte by byte it would take longer than the search for patterns.
package enum LineFeeds {
  /// How many line feeds there are in some bytes.
  package static func count(in bytes: UnsafeRawBufferPointer) -> Int {
    var total = 0
    var offset = 0
    while bytes.count - offset >= 8 {
      // Eight counters of a byte each, which can take 255 rounds.
      let end = offset + 8 * min(255, (bytes.count - offset) / 8)
      var counters: UInt64 = 0
      while offset < end {
        counters &+= lineFeeds(in: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
        offset += 8
      }
      total += sum(of: counters)
    }
    for byte in bytes[offset...] where byte == 0x0A { total += 1 }
    return total
  }

  private static let sevenBits: UInt64 = 0x7F7F_7F7F_7F7F_7F7F

  /// A one in each byte that is a line feed, and a zero in the others.
  private static func lineFeeds(in word: UInt64) -> UInt64 {
    let difference = word ^ 0x0A0A_0A0A_0A0A_0A0A
    // The high bit of each byte tells whether any of its bits is set.
    let differs = ((difference & sevenBits) &+ sevenBits) | difference
    return (~differs & ~sevenBits) >> 7
  }

  private static func sum(of counters: UInt64) -> Int {
    let pairs = (counters & 0x00FF_00FF_00FF_00FF) &+ (counters >> 8 & 0x00FF_00FF_00FF_00FF)
    return Int((pairs &* 0x0001_0001_0001_0001) >> 48)
  }
}
