/// A string that is searched for in the bytes.
struct SearchString: Hashable, Sendable {
  let bytes: [UInt8]
  /// Either case of ASCII letters is found; the bytes are then in lower case.
  let isCaseless: Bool

  init(_ bytes: [UInt8], isCaseless: Bool = false) {
    self.bytes = isCaseless ? bytes.map(\.lowercaseASCII) : bytes
    self.isCaseless = isCaseless
  }
}

extension UInt8 {
  var lowercaseASCII: UInt8 { ByteSet.upper.contains(self) ? self | 0x20 : self }
}
