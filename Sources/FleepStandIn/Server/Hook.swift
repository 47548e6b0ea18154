/// A registered hook and its conversation.
struct Hook {
  let name: String
  let ownerName: String
  var messages: [StoredMessage] = []
  var script: [ScriptedAnswer] = []
  var inFlight = 0
  /// When the next request is due by the rate (GCRA's theoretical arrival time).
  private var due: ContinuousClock.Instant?

  init(name: String, ownerName: String) {
    self.name = name
    self.ownerName = ownerName
  }

  /// The name for messages that bring none.
  var displayName: String { name.isEmpty ? ownerName : name }

  mutating func nextScripted() -> ScriptedAnswer? { script.isEmpty ? nil : script.removeFirst() }

  /// Counts a request; gives how long it came too early, which isn't counted then.
  mutating func excess(at now: ContinuousClock.Instant, rate: StandInRate) -> Duration? {
    let due = max(self.due ?? now, now)
    let earliest = due - rate.every * (rate.burst - 1)
    guard now >= earliest else { return now.duration(to: earliest) }
    self.due = due + rate.every
    return nil
  }
}
