/// The room for keys, alerts and series, that all rules together have: how many each may hold now.
///
/// Many keys of some rules must not keep the first alert of another from being told: each has a small share of its own in any case, and only
/// what it holds beyond that is taken from the common room.
struct KeyRoom: Sendable {
  /// What one rule may hold, where there is room.
  let perRule: Int
  /// What each rule may hold in any case.
  private let share: Int
  /// How much of the common room nobody has.
  private var free: Int
  /// The common room.
  let total: Int

  /// A share is no larger than this.
  private static let largestShare = 100

  init(total: Int, perRule: Int, rules: Int) {
    self.total = total
    self.perRule = perRule
    // However many rules there are, their shares are not more than the common room.
    share = max(1, min(perRule, KeyRoom.largestShare, total / max(1, rules)))
    free = total
  }

  /// Begins to count anew: no rule holds anything.
  mutating func empty() { free = total }

  /// How many keys a rule may hold now that holds so many; never fewer than its share.
  func limit(holding count: Int) -> Limit {
    guard free <= 0, share < perRule else { return Limit(keys: perRule, isShared: false, total: total) }
    return Limit(keys: max(share, min(count, perRule)), isShared: true, total: total)
  }

  /// Notes that a rule holds more, or fewer, than it held.
  mutating func note(_ count: Int, insteadOf before: Int) {
    free -= max(0, count - share) - max(0, before - share)
  }

  /// What a rule must be well below before its overflow is over: one whose room comes and goes is not told of each time.
  var limitToSettle: Int { free > total / 10 ? perRule : share }

  /// How many keys a rule may hold.
  struct Limit: Sendable {
    var keys: Int
    /// The rule could hold more, were there not so many of others.
    var isShared: Bool
    var total: Int

    var fault: RuleFault.Kind { isShared ? .noCommonRoom(total: total) : .tooManyKeys(limit: keys) }
  }
}
