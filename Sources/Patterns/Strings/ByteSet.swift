/// A set of byte values: what one place of a pattern can match.
struct ByteSet: Hashable, Sendable {
  private var low: (UInt64, UInt64) = (0, 0)
  private var high: (UInt64, UInt64) = (0, 0)

  init() {}

  init(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { insert(byte) }
  }

  init(_ byte: UInt8) {
    insert(byte)
  }

  static let digits = ByteSet(0x30...0x39)
  static let upper = ByteSet(0x41...0x5A)
  static let lower = ByteSet(0x61...0x7A)
  static let letters = upper.union(lower)
  static let hexadecimal = digits.union(ByteSet(0x41...0x46)).union(ByteSet(0x61...0x66))
  /// What `\w` takes.
  static let word = letters.union(digits).union(ByteSet(0x5F))
  /// What `\s` takes: tab to carriage return, and blank.
  static let space = ByteSet(0x09...0x0D).union(ByteSet(0x20))

  mutating func insert(_ byte: UInt8) {
    let bit: UInt64 = 1 << UInt64(byte & 63)
    switch byte >> 6 {
    case 0: low.0 |= bit
    case 1: low.1 |= bit
    case 2: high.0 |= bit
    default: high.1 |= bit
    }
  }

  func contains(_ byte: UInt8) -> Bool {
    let word =
      switch byte >> 6 {
      case 0: low.0
      case 1: low.1
      case 2: high.0
      default: high.1
      }
    return word >> UInt64(byte & 63) & 1 == 1
  }

  var count: Int {
    low.0.nonzeroBitCount + low.1.nonzeroBitCount + high.0.nonzeroBitCount + high.1.nonzeroBitCount
  }

  /// The lowest byte.
  var first: UInt8? {
    for (place, word) in [low.0, low.1, high.0, high.1].enumerated() where word != 0 {
      return UInt8(64 * place + word.trailingZeroBitCount)
    }
    return nil
  }

  /// The bytes, ascending.
  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    for (place, word) in [low.0, low.1, high.0, high.1].enumerated() {
      var rest = word
      while rest != 0 {
        bytes.append(UInt8(64 * place + rest.trailingZeroBitCount))
        rest &= rest - 1
      }
    }
    return bytes
  }

  func union(_ other: ByteSet) -> ByteSet {
    var union = self
    union.low = (low.0 | other.low.0, low.1 | other.low.1)
    union.high = (high.0 | other.high.0, high.1 | other.high.1)
    return union
  }

  func subtracting(_ other: ByteSet) -> ByteSet {
    other.union(inverted).inverted
  }

  var inverted: ByteSet {
    var inverted = self
    inverted.low = (~low.0, ~low.1)
    inverted.high = (~high.0, ~high.1)
    return inverted
  }

  /// The set with the other case of each ASCII letter in it.
  var caseless: ByteSet {
    // The letters lie in one word, a lower-case letter 32 bits above its capital.
    var both = self
    let letters: UInt64 = 0x07FF_FFFE
    both.low.1 |= (low.1 & letters) << 32 | (low.1 >> 32) & letters
    return both
  }

  static func == (left: ByteSet, right: ByteSet) -> Bool {
    left.low == right.low && left.high == right.high
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(low.0)
    hasher.combine(low.1)
    hasher.combine(high.0)
    hasher.combine(high.1)
  }
}
