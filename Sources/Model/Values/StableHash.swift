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

  /// The hash as 16 lower-case hexadecimal digits, mixed so that any few of them tell similar texts apart.
  package var hexadecimal: String {
    // FNV hardly carries the last bytes into the upper bits: MurmurHash3's finalizer does.
    var mixed = (value ^ (value >> 33)) &* 0xff51_afd7_ed55_8ccd
    mixed = (mixed ^ (mixed >> 33)) &* 0xc4ce_b9fe_1a85_ec53
    return String(mixed ^ (mixed >> 33), radix: 16).zeroPadded(to: 16)
  }
}
