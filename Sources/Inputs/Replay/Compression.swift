/// A way of compression, known by how its files begin, and the program that undoes it.
enum Compression: CaseIterable {
  case gzip, zstd, xz, bzip2

  /// So many bytes tell it.
  static let beginning = 6

  init?(magic: some Collection<UInt8>) {
    guard let found = Compression.allCases.first(where: { $0.isBegun(by: Array(magic)) }) else { return nil }
    self = found
  }

  private func isBegun(by bytes: [UInt8]) -> Bool {
    guard bytes.starts(with: magic) else { return false }
    guard self == .bzip2 else { return true }
    // The letters alone may begin a text. A digit follows, and half of pi in BCD, or, in an empty one, of its root.
    guard bytes.count >= Compression.beginning, (0x31...0x39).contains(bytes[3]) else { return false }
    return bytes[4...5] == [0x31, 0x41] || bytes[4...5] == [0x17, 0x72]
  }

  var program: String {
    switch self {
    case .gzip: "gzip"
    case .zstd: "zstd"
    case .xz: "xz"
    case .bzip2: "bzip2"
    }
  }

  private var magic: [UInt8] {
    switch self {
    case .gzip: [0x1F, 0x8B]
    case .zstd: [0x28, 0xB5, 0x2F, 0xFD]
    case .xz: [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]
    case .bzip2: Array("BZh".utf8)
    }
  }
}
