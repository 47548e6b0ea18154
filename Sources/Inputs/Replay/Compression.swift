/// A way of compression, known by how its files begin, and the program that undoes it.
enum Compression: CaseIterable {
  case gzip, zstd, xz, bzip2

  init?(magic: some Collection<UInt8>) {
    guard let found = Compression.allCases.first(where: { magic.starts(with: $0.magic) }) else { return nil }
    self = found
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
