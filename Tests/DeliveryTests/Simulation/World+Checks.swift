import Model
import Testing

@testable import Delivery

// What must hold at the end of a world, whatever happened in it. Without #expect in the loops: its bookkeeping would take most
// of the time.
extension World {
  func check() {
    #expect(ledger.outbox.isEmpty, "seed \(seed): \(ledger.outbox.count) items were never told")
    #expect(answers.isEmpty, "seed \(seed): a request without an end")
    var stored: Set<Int64> = []
    for (name, hook) in hooks {
      stored.formUnion(hook.arrivals.filter(\.isStored).flatMap(\.ids))
      checkRate(hook, name: name)
      // The other hooks' items may go elsewhere, and come back when the process dies before they are told there.
      if name == "ops" { checkOrder(hook) }
    }
    checkRepeats()
    #expect(ledger.confirmed.isSubset(of: stored), "seed \(seed): confirmed, and never stored")
    let refused = hooks["ops"]?.refused ?? []
    #expect(ledger.buried.isSubset(of: refused), "seed \(seed): buried, and never refused")
  }

  /// No window holds more posts than the burst and one per interval: a bucket, written apart from the scheduler's own limiter.
  private func checkRate(_ hook: HookModel, name: HookName) {
    guard let limit = World.definitions.first(where: { $0.name == name })?.rateLimit else { return }
    let full = limit.every * limit.burst
    var level = full
    var last = now
    for arrival in hook.arrivals {
      if last < arrival.time { level = min(full, level + (arrival.time - last)) }
      last = arrival.time
      level -= limit.every
      if level < .zero { Issue.record("seed \(seed): \(name) got more than its rate at \(arrival.time.seconds)") }
    }
  }

  /// An item that is stored again, on whichever hook, is marked as a perhaps.
  private func checkRepeats() {
    var seen: Set<Int64> = []
    for arrival in hooks.values.flatMap(\.arrivals).sorted(by: { $0.time < $1.time }) where arrival.isStored {
      if !arrival.mayBeRepeat, arrival.ids.contains(where: seen.contains) {
        Issue.record("seed \(seed): an unmarked repeat at \(arrival.time.seconds)")
      }
      seen.formUnion(arrival.ids)
    }
  }

  /// A hook's own items are listed in the order of queueing, texts, critical alerts and other alerts each among themselves.
  private func checkOrder(_ hook: HookModel) {
    var seen: Set<Int64> = []
    var last: [String: Int64] = [:]
    for arrival in hook.arrivals where arrival.isStored {
      for id in arrival.listed.sorted() where !seen.contains(id) {
        guard let item = ledger.history[id], item.hook == "ops" else { continue }
        let lane = item.kind == .text ? "text" : item.severity == .critical ? "critical" : "alert"
        if id < last[lane, default: 0] {
          Issue.record("seed \(seed): \(lane) \(id) came after \(last[lane, default: 0])")
        }
        last[lane] = id
      }
      seen.formUnion(arrival.ids)
    }
  }
}
