/// FNV-1a over 64 bits: a hash that is the same in every run and on every machine, for keys that are stored or shown.
package struct StableHash {
  package private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

  package init() {}

  /// Goes on from the value of a hash that was stored.
  package init(continuing value: UInt64) {
    self.value = value
  }

  /// Mixes in a text and its end, so that ("ab", "c") and ("a", "bc") differ.
  package mutating func combine(_ text: String) {
    for byte in text.utf8 { combine(byte) }
    combine(0xFF as UInt8)
  }

  package mutating func combine(_ byte: UInt8) {
    value = (value ^ UInt64(byte)) &* 0x100_0000_01b3
  }

  /// The hash as 16 lower-case hexadecimal digits.
  package var hexadecimal: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
