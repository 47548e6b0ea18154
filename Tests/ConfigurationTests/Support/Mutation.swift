/// Breaks texts as people and editors do, and as nobody would: the same seed breaks them the same way.
struct Mutation: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
  }

  /// Xorshift64*.
  mutating func next() -> UInt64 {
    state ^= state >> 12
    state ^= state << 25
    state ^= state >> 27
    return state &* 0x2545_F491_4F6C_DD1D
  }

  private static let fragments = [
    "", " ", "\t", "\n", "- ", ": ", "{", "}", "[", "]", "'", "\"", "|", ">", "#", "&a ", "*a", "!!int ", "<<", "?",
    "~", "null", "-1",
    "1e999", "99999999999999999999", "0x10", "yes", "ä", "\u{1F600}", "\u{0}", "\u{FEFF}", "\u{85}", "\r", "\r\n",
    "---\n", "...",
    "{{", "}}", "{{x}}", "{{#x}}", "(?<", "[", "\\", "(((((", "%{", "source", "match", "expr: ", "alert", "hook: ops",
    "5m", "value >",
  ]

  /// The text after a few random changes.
  mutating func applied(to text: String) -> String {
    var scalars = Array(text.unicodeScalars)
    for _ in 0...Int.random(in: 0..<4, using: &self) {
      let place = Int.random(in: 0...scalars.count, using: &self)
      let end = min(scalars.count, place + Int.random(in: 0..<12, using: &self))
      switch Int.random(in: 0..<4, using: &self) {
      case 0: scalars.removeSubrange(place..<end)
      case 1: scalars.insert(contentsOf: fragment().unicodeScalars, at: place)
      case 2: scalars.replaceSubrange(place..<end, with: Array(fragment().unicodeScalars))
      default: scalars.insert(contentsOf: scalars[place..<end], at: Int.random(in: 0...scalars.count, using: &self))
      }
    }
    var result = String.UnicodeScalarView()
    result.append(contentsOf: scalars)
    return String(result)
  }

  private mutating func fragment() -> String {
    Mutation.fragments[Int.random(in: 0..<Mutation.fragments.count, using: &self)]
  }
}
