/// Texts made of what Fleep's markup is made of, the same ones for the same seed.
struct NastyTexts {
  private var random: SplitMix

  init(seed: UInt64) {
    random = SplitMix(state: seed)
  }

  mutating func next() -> String {
    let count = Int.random(in: 1...9, using: &random)
    return (0..<count).map { _ in NastyTexts.fragments.randomElement(using: &random) ?? "" }.joined()
  }

  static let fragments: [String] = [
    " ", " ", " ", "  ", "\t", "\n", "\n", "\n\n", "\r\n", "\r", "\u{A0}", "\u{2028}", "\u{200B}", "\u{FEFF}",
    "\u{180E}",
    "a", "b", "word", "ordinary text", "0", "é", "🙂", "e\u{301}", "漢字", "👩‍🚒", ".", ",", "!", ";", "?", "=", "+", "|",
    "\"",
    "*", "*", "**", "_", "_", "*bold*", "_italic_", "snake_case",
    ":", ":", "::", ":::", ":::", ":::\n", " :::", "::: \n",
    ")", "(", "/", "//", "-", "=", "s", "o", "d", "p", "P", "@", "x", "X", ";", ":/", ":-)", ":=@", "x-(", "max(",
    "(y)", "((bug))", "(done", "one)", "done", "y", "Bug", "(Sunny)", "((", "))", "d)",
    "http", "https", "https:", "http:/", "://", "https://evil.example/x", "mailto://", "ftp://a", "skype://b",
    "w", "ww", "www", "www.", "www.evil.example", "w.", ".a.b", "awww.a.b",
    "@bob", "bob", "ann@example.org", ".@bob", "@@",
    "<", "<<", "<<label>>", ">>", ">", "> quote", "\n> quote", "\n>",
    "--", "-- ", "-- \n", "---", "\n---\n", "--- original message ---", "---- Forwarded Message ----",
    "From", "From:", "From: ", "*From*: ", "\nFrom: a", "Ann wrote:", "writes :", "Am Montag scrieb Ann:", "wrote",
    ":\n",
    "/pin", "/task a", "/var/log/syslog", "/", "\n/kick", "/add\t", "pin ",
    "\u{0}", "\u{7}", "\u{1B}[31m", "\u{7F}", "\u{85}", "\u{9B}", "\u{FFFE}", "\u{FFFF}", "\u{202E}", "\u{2066}",
    "\u{200F}",
    "\u{B}", "\u{C}",
  ]
}

/// The generator SplitMix64: small, and the same everywhere.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}
