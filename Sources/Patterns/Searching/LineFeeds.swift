/// Counts line feeds, 32 bytes at a time: byte by byte it would take longer than the search for patterns.
package enum LineFeeds {
  /// Eight bytes in each of four words.
  ///
  /// Arithmetic on words is what the compiler makes vector instructions of; comparing bytes it does one by one.
  private typealias Words = SIMD4<UInt64>

  /// How many line feeds there are in some bytes.
  package static func count(in bytes: UnsafeRawBufferPointer) -> Int {
    let width = MemoryLayout<Words>.size
    var total = 0
    var offset = 0
    while bytes.count - offset >= width {
      // A counter for each of the bytes, which can take 255 rounds.
      let end = offset + width * min(255, (bytes.count - offset) / width)
      var counters = Words.zero
      while offset < end {
        counters &+= lineFeeds(in: bytes.loadUnaligned(fromByteOffset: offset, as: Words.self))
        offset += width
      }
      for index in counters.indices { total += sum(of: counters[index]) }
    }
    for byte in bytes[offset...] where byte == 0x0A { total += 1 }
    return total
  }

  /// A one in each byte that is a line feed, and a zero in the others.
  @inline(__always)
  private static func lineFeeds(in words: Words) -> Words {
    let sevenBits = Words(repeating: 0x7F7F_7F7F_7F7F_7F7F)
    let difference = words ^ Words(repeating: 0x0A0A_0A0A_0A0A_0A0A)
    // The high bit of each byte tells whether any of its bits is set.
    let differs = ((difference & sevenBits) &+ sevenBits) | difference
    return (~differs & ~sevenBits) &>> 7
  }

  /// The sum of the eight bytes of a word.
  private static func sum(of counters: UInt64) -> Int {
    let pairs = (counters & 0x00FF_00FF_00FF_00FF) &+ (counters >> 8 & 0x00FF_00FF_00FF_00FF)
    return Int((pairs &* 0x0001_0001_0001_0001) >> 48)
  }
}
