internal import Model

/// The length and the hash of some bytes: enough to know them again, and nothing of what they say.
struct Fingerprint: Hashable, Codable {
  private(set) var length: Int
  private(set) var hash: UInt64

  /// Of no bytes.
  init() {
    length = 0
    hash = StableHash().value
  }

  init(_ bytes: some Sequence<UInt8>) {
    self.init()
    extend(by: bytes)
  }

  /// Goes on with the bytes that follow.
  mutating func extend(by bytes: some Sequence<UInt8>) {
    var state = StableHash(continuing: hash)
    for byte in bytes {
      state.combine(byte)
      length += 1
    }
    hash = state.value
  }

  private enum CodingKeys: String, CodingKey {
    case length = "n"
    case hash = "h"
  }
}
