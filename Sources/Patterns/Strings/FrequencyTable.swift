internal import Glibc

/// How often short strings occur in logs, so that of the strings that a pattern requires the rarest is searched for.
///
/// It knows runs of two to four bytes, and takes a longer string for a chain of them. Letters count in either case, a digit as one of ten.
package struct FrequencyTable {
  /// Occurrences of each run, by a hash of it.
  ///
  /// Runs that share a cell look more frequent than they are, which does no harm.
  private var cells = [Float](repeating: 0, count: cellCount)
  /// The bytes that the occurrences were counted in.
  private var total: Float

  private static let cellCount = 1 << 17

  /// What the shipped table counts for once bytes of the log itself are counted too.
  private static let shippedBytes: Float = 16_384

  /// The table that ships.
  static let shipped = FrequencyTable()

  private init() {
    total = FrequencyTable.shippedBytes
    for level in CommonRuns.levels {
      let occurrences = FrequencyTable.shippedBytes * exp2(-Float(level.level))
      for run in level.runs { cells[FrequencyTable.cell(of: run)] += occurrences }
    }
  }

  /// Counts the runs in bytes of a log.
  mutating func count(_ bytes: UnsafeRawBufferPointer) {
    var run: UInt32 = 0
    total += Float(bytes.count)
    for (index, byte) in bytes.enumerated() {
      run = run << 8 | UInt32(FrequencyTable.folded(byte))
      if index >= 1 { cells[FrequencyTable.cell(of: run & 0xFFFF, length: 2)] += 1 }
      if index >= 2 { cells[FrequencyTable.cell(of: run & 0xFF_FFFF, length: 3)] += 1 }
      if index >= 3 { cells[FrequencyTable.cell(of: run, length: 4)] += 1 }
    }
  }

  /// The occurrences of a string to be expected in one byte of a log.
  func rate(of string: SearchString) -> Double {
    var run: UInt32 = 0
    var rate: Float = 1
    for index in 0..<Int(string.count) {
      let byte = UInt8(truncatingIfNeeded: string.packed >> UInt64(8 * (Int(string.count) - 1 - index)))
      let context = run
      run = run << 8 | UInt32(FrequencyTable.folded(byte))
      if (0x30...0x39).contains(byte) { rate /= 10 }
      switch index {
      case 0: continue
      case 1: rate *= self.rate(of: run & 0xFFFF, length: 2)
      case 2: rate *= min(1, self.rate(of: run & 0xFF_FFFF, length: 3) / self.rate(of: context, length: 2))
      default:
        // How often the byte follows the three before it.
        let before = self.rate(of: context & 0xFF_FFFF, length: 3)
        rate *= min(1, self.rate(of: run, length: 4) / before)
      }
    }
    return Double(rate)
  }

  private func rate(of run: UInt32, length: Int) -> Float {
    let floor = FrequencyTable.rateOfUnknown[length] * FrequencyTable.shippedBytes
    return max(cells[FrequencyTable.cell(of: run, length: length)], floor) / total
  }

  /// By length; runs that are not in the shipped table are rarer than its rarest.
  private static let rateOfUnknown: [Float] = [1, 1, 1e-4, 3e-5, 1e-5]

  private static func cell(of run: some Collection<UInt8>) -> Int {
    cell(of: run.reduce(0) { $0 << 8 | UInt32(folded($1)) }, length: run.count)
  }

  private static func cell(of run: UInt32, length: Int) -> Int {
    let hash = (UInt64(run) << 3 | UInt64(length)) &* 0x9E37_79B9_7F4A_7C15
    return Int(hash >> 47)
  }

  /// The level that a rate of occurrences belongs to.
  package static func level(ofRate rate: Double) -> Int {
    Int((-log2(rate)).rounded())
  }

  /// One byte for all that count as the same.
  package static func folded(_ byte: UInt8) -> UInt8 {
    switch byte {
    case 0x30...0x39: 0x30
    case 0x41...0x5A: byte | 0x20
    case 0x80...: 0x80
    default: byte
    }
  }
}
