/// A string that is searched for in the bytes: at most eight of them, which is what the search looks at first of any string.
struct SearchString: Hashable, Sendable {
  static let maxLength = 8

  /// The bytes, the last in the lowest place.
  private(set) var packed: UInt64 = 0
  private(set) var count: UInt8 = 0
  /// Either case of ASCII letters is found; the bytes are then in lower case.
  private(set) var isCaseless = false

  init() {}

  init(_ bytes: some Sequence<UInt8>, isCaseless: Bool = false) {
    for byte in bytes { append(byte) }
    if isCaseless { self = caseless }
  }

  /// Adds a byte at the end.
  mutating func append(_ byte: UInt8) {
    precondition(count < SearchString.maxLength, "a string is at most eight bytes long")
    packed = packed << 8 | UInt64(byte)
    count += 1
  }

  /// The string, its letters found in either case.
  var caseless: SearchString {
    var caseless = self
    caseless.isCaseless = true
    caseless.packed = bytes.reduce(0) { $0 << 8 | UInt64($1.lowercaseASCII) }
    return caseless
  }

  var bytes: [UInt8] {
    (0..<Int(count)).reversed().map { UInt8(truncatingIfNeeded: packed >> UInt64(8 * $0)) }
  }
}

extension UInt8 {
  var lowercaseASCII: UInt8 { (0x41...0x5A).contains(self) ? self | 0x20 : self }
}
