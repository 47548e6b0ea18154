/// Counts what a rule had no room for, and says so once.
struct Overflow: Sendable {
  /// Lines that displaced another key or were left out, since the last time that all keys had room.
  private(set) var lines = 0
  private var news: RuleFault.Kind?

  mutating func count(_ limit: KeyRoom.Limit) {
    if lines == 0 { news = limit.fault }
    lines += 1
  }

  /// Ends the overflow when there is room to spare again, so that a rule at its limit does not come and go.
  mutating func settle(keys: Int, limit: Int) {
    guard lines > 0, keys < limit - limit / 10 else { return }
    news = .keysFitAgain(lines: lines)
    lines = 0
  }

  var hasNews: Bool { news != nil }

  /// What is to be told since the last call.
  mutating func takeNews() -> RuleFault.Kind? {
    defer { news = nil }
    return news
  }
}
