/// Strings of which every event that a pattern matches holds at least one.
struct RequiredStrings {
  var strings: [SearchString]
  /// What searching for them is expected to cost, in nanoseconds per byte that is read.
  var cost: Double

  /// The strings of one or the other, where an event may match either way.
  func union(_ other: RequiredStrings) -> RequiredStrings {
    let new = other.strings.filter { !strings.contains($0) }
    // Strings that both have are paid once.
    let share = other.strings.isEmpty ? 0 : Double(new.count) / Double(other.strings.count)
    return RequiredStrings(strings: strings + new, cost: cost + share * other.cost)
  }
}
