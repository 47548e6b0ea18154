import Model

/// Whether an alert changes too often to be told each time, by Nagios' algorithm.
///
/// The last 21 states are kept; each of the 20 changes between them weighs 0.75 for the oldest to 1.25 for the newest.
struct Flapping: Sendable, Equatable, Codable {
  private static let length = 21
  private static let startPercent = 20.0
  private static let stopPercent = 5.0

  /// The newest value.
  private(set) var sample: Sample
  let owner: MetricName
  /// The level of the alert, 0 for none, oldest first.
  private(set) var states = [Int](repeating: 0, count: length)
  private(set) var isFlapping = false

  /// Begins with an alert that never fired.
  init(_ sample: Sample, owner: MetricName) {
    self.sample = sample
    self.owner = owner
  }

  /// A series that does not come for so long flaps no more.
  var deadline: Instant { sample.time + .days(1) }

  /// Whether nothing of it is worth keeping.
  var isIdle: Bool { !isFlapping && states.allSatisfy { $0 == 0 } }

  /// Notes the next state.
  mutating func note(_ state: Int, _ sample: Sample) {
    self.sample = sample
    states.removeFirst()
    states.append(state)
    isFlapping = isFlapping ? percent > Flapping.stopPercent : percent >= Flapping.startPercent
  }

  /// The weighted share of changes.
  var percent: Double {
    let changes = Flapping.length - 1
    var total = 0.0
    for index in 1...changes where states[index] != states[index - 1] {
      total += 0.75 + 0.5 * Double(index - 1) / Double(changes - 1)
    }
    return total * 100 / Double(changes)
  }
}
