import Testing

@testable import Patterns
import TestSupport

@Suite struct LineFeedsTests {
  @Test(
    "line feeds are counted as one by one, in any number of bytes",
    arguments: [0, 1, 31, 32, 33, 500, 9_000, 20_000]
  )
  func counts(length: Int) {
    var generator = SeededGenerator(seed: UInt64(length))
    for density in [0.0, 0.02, 1.0] {
      let bytes: [UInt8] = (0..<length).map { _ in generator.chance(density) ? 0x0A : 0x61 }
      #expect(bytes.withUnsafeBytes { LineFeeds.count(in: $0) } == bytes.count { $0 == 0x0A })
    }
  }
}
