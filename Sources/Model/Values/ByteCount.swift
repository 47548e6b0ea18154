/// A number of bytes.
///
/// Rule files write `64KiB` (1024) or `10MB` (1000).
package struct ByteCount: Hashable, Comparable, Sendable, Codable {
  package let bytes: Int

  package init(_ bytes: Int) {
    self.bytes = bytes
  }

  private static let units: [(name: String, bytes: Int)] = [
    ("B", 1), ("", 1),
    ("kB", 1000), ("KB", 1000), ("MB", 1_000_000), ("GB", 1_000_000_000),
    ("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30),
  ]

  /// Reads a size; nil where the text is not one.
  package init?(text: some StringProtocol) {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    let name = text.dropFirst(digits.count)
    guard let count = Int(digits), let unit = ByteCount.units.first(where: { $0.name == name }) else { return nil }
    let (bytes, overflow) = count.multipliedReportingOverflow(by: unit.bytes)
    guard !overflow else { return nil }
    self.bytes = bytes
  }

  package static func < (left: ByteCount, right: ByteCount) -> Bool { left.bytes < right.bytes }
}
