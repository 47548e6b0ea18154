package import Model

/// The pure core: rules and events in, what to tell out.
///
/// It reads no clock, does no input or output and has no threads. The same events at the same times give the same effects and the same
/// records, byte for byte.
package struct Engine: Sendable {
  /// Starts from the records that earlier calls of ``takeChanges()`` gave; records of rules that are gone are deleted.
  package init(rules: RuleSet, records: [String: [UInt8]], now: Instant) {
  }

  /// Takes one event and does all that is due by `now`.
  package mutating func handle(_ event: EngineEvent, now: Instant) -> [Effect] {
    []
  }

  /// What changed since the last call, as JSON by record key; nil deletes a record.
  package mutating func takeChanges() -> [String: [UInt8]?] {
    [:]
  }

  /// When a tick is due; nil while nothing waits for a time.
  package var nextWake: Instant? { nil }

  /// Pending and firing alerts, the most severe first.
  package var alerts: [AlertView] { [] }

  /// Groups by hook and labels.
  package var groups: [GroupView] { [] }

  /// Silences that have not ended, by their end.
  package var silences: [Silence] { [] }

  /// The present values of all metrics, by name and labels.
  package var series: [Sample] { [] }
}
