import TestSupport

/// Random patterns of all that PCRE2 has, over a small alphabet so that they match often.
struct RandomPatterns {
  var generator: SeededGenerator
  private var depth = 0

  init(seed: UInt64) {
    generator = SeededGenerator(seed: seed)
  }

  private static let words = [
    "ab", "abc", "kick", "Sk", "fail", "error", "x1", "é", "\u{212A}b", "a b", "=", "#c", "aa",
  ]
  private static let atoms = [
    "a", "b", "k", "s", "S", "K", ".", "\\d", "\\w", "\\s", "\\S", "\\W", "[ab]", "[^a]", "[a-c]", "[^\\W\\d]", "[]a]",
    "[a\\]b]",
    "[[:alpha:]]", "[^[:digit:]x]", "[\\x61-c-]", "\\x61", "\\x{62}", "\\t", "\\.", "\\b", "\\B", "^", "$", "\\A",
    "\\z",
    "\\h", "\\R", "\\N", "\\X", "é", "[é]", "[ks]", "(?:)", "\\Qa.b\\E", "\\Qab\\E+", "a\\E?", "\\Q\\Eb", "(?#note)",
    "a(?#x)?", "\\pL",
    "\\p{Lu}", "\\K", "[[:<:]]", "[0-9]{2}", "{", "a{,2}", "a{x}", "\\xe9", "[\\xc3\\xa9]+", " ", "#",
  ]
  private static let quantifiers = [
    "*", "+", "?", "*?", "+?", "??", "*+", "++", "?+", "{0}", "{1}", "{2}", "{0,1}", "{1,}", "{2,3}", "{1,2}?",
    "{0,2}+",
  ]
  private static let options = [
    "(?i)", "(?-i)", "(?x)", "(?xx)", "(?s)", "(?m)", "(?i-s)", "(?^)", "(?U)", "(?n)", "(?J)", "(?x) # all\n",
  ]
  private static let openings = [
    "(", "(?:", "(?:", "(?i:", "(?x: ", "(?-i:", "(?>", "(?=", "(?!", "(?<=", "(?<!", "(?|", "(?<n>", "(?'m'", "(?P<o>",
    "(?*", "(?^i:",
  ]
  private static let rare = [
    "\\1", "\\g{-1}", "\\g1", "\\k<n>", "(?1)", "(?R)?", "(?&n)", "(?(1)a|b)", "(?(?=a)ab|k)", "(?(<n>)a)", "(*ACCEPT)",
    "(*FAIL)",
    "(*COMMIT)", "(*PRUNE)", "(?(DEFINE)(?<q>ab))", "(*pla:a)", "(?C1)", "\\o{141}", "\\141", "\\cA", "\\10",
  ]
  private static let starts = [
    "(*UTF)", "(*UTF)(*UCP)", "(*UCP)", "(*NO_JIT)", "(*CRLF)", "(*UTF)(?i)", "(*LIMIT_MATCH=1000)",
  ]

  /// The next pattern; PCRE2 need not take it.
  mutating func next() -> String {
    depth = 0
    let start = generator.chance(0.2) ? generator.pick(RandomPatterns.starts) : ""
    return start + alternatives()
  }

  private mutating func alternatives() -> String {
    depth += 1
    defer { depth -= 1 }
    let count = generator.chance(0.25) ? Int.random(in: 2...3, using: &generator) : 1
    return (0..<count).map { _ in branch() }.joined(separator: "|")
  }

  private mutating func branch() -> String {
    (0..<Int.random(in: 0...4, using: &generator)).map { _ in item() }.joined()
  }

  private mutating func item() -> String {
    let item =
      switch Double.random(in: 0..<1, using: &generator) {
      case ..<0.40: generator.pick(RandomPatterns.words)
      case ..<0.72: generator.pick(RandomPatterns.atoms)
      case ..<0.78: generator.pick(RandomPatterns.options)
      case ..<0.82: generator.pick(RandomPatterns.rare)
      default: depth < 4 ? generator.pick(RandomPatterns.openings) + alternatives() + ")" : "a"
      }
    return generator.chance(0.3) ? item + generator.pick(RandomPatterns.quantifiers) : item
  }

  private static let pieces: [[UInt8]] =
    (words + [
      "a", "b", "c", "k", "s", "S", "K", "\u{17F}", " ", "1", "22", "]", "-", "\t", ".", "É", "ab", "FAIL", "Error",
      "\u{85}",
    ])
    .map { Array($0.utf8) } + [[0xC3], [0xE9], [0x00], [0x0D], [0xFF], [0xA9]]

  /// A line of the words that the patterns have, of others, and of bytes that are no UTF-8.
  mutating func line() -> [UInt8] {
    (0..<Int.random(in: 0...7, using: &generator)).flatMap { _ in generator.pick(RandomPatterns.pieces) }
  }
}
