/// A set of Unicode scalars: ranges, or all but these.
struct ScalarSet: Sendable, Equatable {
  var ranges: [ClosedRange<UInt32>]
  var isNegated = false
  /// ASCII letters match in both cases.
  var ignoresCase = false

  func contains(_ scalar: Unicode.Scalar) -> Bool {
    let value = scalar.value
    var found = ranges.contains { $0.contains(value) }
    if !found, ignoresCase, let other = ScalarSet.otherCase(value) {
      found = ranges.contains { $0.contains(other) }
    }
    return found != isNegated
  }

  private static func otherCase(_ value: UInt32) -> UInt32? {
    switch value {
    case 65...90: value + 32
    case 97...122: value - 32
    default: nil
    }
  }

  static let digit = ScalarSet(ranges: [48...57])
  static let word = ScalarSet(ranges: [48...57, 65...90, 95...95, 97...122])
  static let space = ScalarSet(ranges: [9...10, 12...13, 32...32])
  static let anyButLineFeed = ScalarSet(ranges: [10...10], isNegated: true)
  static let all = ScalarSet(ranges: [0...0x10FFFF])

  /// RE2's ASCII classes, as in `[[:alpha:]]`.
  static let named: [String: [ClosedRange<UInt32>]] = [
    "alnum": [48...57, 65...90, 97...122],
    "alpha": [65...90, 97...122],
    "ascii": [0...127],
    "blank": [9...9, 32...32],
    "cntrl": [0...31, 127...127],
    "digit": [48...57],
    "graph": [33...126],
    "lower": [97...122],
    "print": [32...126],
    "punct": [33...47, 58...64, 91...96, 123...126],
    "space": [9...13, 32...32],
    "upper": [65...90],
    "word": word.ranges,
    "xdigit": [48...57, 65...70, 97...102],
  ]

  /// The ranges that the set does not have.
  var complement: [ClosedRange<UInt32>] {
    var gaps: [ClosedRange<UInt32>] = []
    var next: UInt32 = 0
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if range.lowerBound > next { gaps.append(next...range.lowerBound - 1) }
      next = max(next, range.upperBound + 1)
    }
    if next <= 0x10FFFF { gaps.append(next...0x10FFFF) }
    return gaps
  }
}
