/// Strings that no log holds, searched for together with those that are meant, so that Vectorscan searches in the faster of its ways.
///
/// For up to 96 strings it compares the last few bytes of all of them at once, and for more, where all have at least four bytes, it looks at
/// every fourth place only. Both give false alarms on text by the thousand, each of which it then checks: 1.3 to 1.9 GB/s for 50 to 150 strings. With more than
/// 96 strings, one of which has three bytes, it looks at every second place: 3 to 4 GB/s for the same strings.
enum Padding {
  /// What a find of any of them is called.
  static let number = UInt32.max

  /// With so few strings the first way is as good or better.
  private static let fewStrings = 16
  private static let manyStrings = 100

  static func strings(for count: Int) -> [[UInt8]] {
    guard count > fewStrings else { return [] }
    return (0..<max(1, manyStrings - count)).map { index in
      let index = UInt8(index)
      // Control characters: none shares the bits with text by which the search sorts places.
      return [1 + index % 8, 14 + index / 8 % 13, 1 + (index * 3) % 8]
    }
  }
}
