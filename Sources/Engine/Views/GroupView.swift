package import Model

/// A group of alerts that are told together.
package struct GroupView: Sendable, Equatable {
  package var hook: HookName
  package var labels: Labels
  /// The dedup keys of its alerts.
  package var alerts: [String]
  /// When it was last told.
  package var lastTold: Instant?
  /// When it is looked at next.
  package var next: Instant?
}
