import Foundation
import Testing

/// The comparison with PCRE2 alone, for minutes: `make soak`.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["FLEEPD_SOAK"] != nil))
struct PatternsSoakTests {
  @Test("sets of random patterns give PCRE2's answers on random lines", arguments: 0..<100)
  func randomPatterns(block: UInt64) {
    for seed in 0..<100 { DifferentialTests.compare(seed: 10_000 + 100 * block + UInt64(seed)) }
  }

  @Test("shapes take in every line that their patterns match", arguments: 0..<100)
  func shapesAreSupersets(block: UInt64) {
    for seed in 0..<100 { DifferentialTests.checkShapes(seed: 10_000 + 100 * block + UInt64(seed)) }
  }
}
