import Delivery
import Model

/// The storms of a replay: when each began and ended, and which rule brought it on.
struct StormLog {
  /// A storm looks back so far when it begins.
  private static let window = Duration.minutes(1)

  private(set) var storms: [ReplayFindings.Storm] = []
  /// The place among the storms of the one that is on.
  private var open: [HookName: Int] = [:]
  /// Alerts by rule since a little before the storm that is on.
  private var counts: [HookName: [RuleName: Int]] = [:]
  /// Notifications of the last minute.
  private var recent: [(time: Instant, hook: HookName, alerts: [RuleName])] = []

  /// Notes what a hook is about to be told: to be called before the reports that follow from it.
  mutating func note(_ notification: Notification) {
    let names = notification.alerts.filter { $0.status == .firing }.map(\.rule)
    guard !names.isEmpty else { return }
    recent.removeAll { $0.time <= notification.time - Self.window }
    recent.append((notification.time, notification.hook, names))
    guard open[notification.hook] != nil else { return }
    for name in names { counts[notification.hook, default: [:]][name, default: 0] += 1 }
  }

  mutating func note(_ report: DeliveryReport, at time: Instant) {
    switch report {
    case .stormBegan(let hook, _):
      open[hook] = storms.count
      storms.append(ReplayFindings.Storm(hook: hook, began: time))
      counts[hook] = [:]
      for entry in recent where entry.hook == hook {
        for name in entry.alerts { counts[hook]?[name, default: 0] += 1 }
      }
    case .stormEnded(let hook, _, _):
      guard let place = open.removeValue(forKey: hook) else { return }
      storms[place].ended = time
      settle(place)
    default: break
    }
  }

  /// After the last line: what is still on has its numbers too.
  mutating func finish() {
    for place in open.values { settle(place) }
  }

  private mutating func settle(_ place: Int) {
    let counts = counts[storms[place].hook] ?? [:]
    let worst = counts.min { ($1.value, $0.key) < ($0.value, $1.key) }
    storms[place].alerts = counts.values.reduce(0, +)
    storms[place].cause = worst?.key
    storms[place].causeAlerts = worst?.value ?? 0
  }
}
