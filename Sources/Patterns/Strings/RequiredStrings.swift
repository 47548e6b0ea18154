/// Strings of which every event that a pattern matches holds at least one.
struct RequiredStrings {
  var strings: [SearchString]
  /// What searching for them is expected to cost, in nanoseconds per byte that is read.
  var cost: Double

  /// Asking PCRE2 about one line because a string was found in it.
  static let costOfCandidate = 150.0
  /// One more string in the search, whether it occurs or not.
  static let costOfString = 0.0005
  /// More than this, and asking PCRE2 about every line is as good.
  static let costWithoutString = 0.4

  init(_ strings: [SearchString], rate: Double) {
    self.strings = strings
    cost = rate * RequiredStrings.costOfCandidate + Double(strings.count) * RequiredStrings.costOfString
  }

  private init(strings: [SearchString], cost: Double) {
    self.strings = strings
    self.cost = cost
  }

  /// The strings of one or the other, where an event may match either way.
  func union(_ other: RequiredStrings) -> RequiredStrings {
    let new = other.strings.filter { !strings.contains($0) }
    let shared = other.strings.count - new.count
    guard shared > 0 else { return RequiredStrings(strings: strings + new, cost: cost + other.cost) }
    let costOfNew = other.cost * Double(new.count) / Double(other.strings.count)
    return RequiredStrings(strings: strings + new, cost: cost + costOfNew)
  }
}
