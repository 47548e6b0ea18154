import Model

/// What happened to an alert: routing and the episodes follow from it.
enum AlertChange: Sendable, Equatable {
  case fired(AlertID, Alert)
  /// Its severity is another now.
  case changed(AlertID, Alert)
  case resolved(AlertID, Alert)
  /// It ended for lack of further lines, which nobody is told.
  case ended(AlertID, Alert)
  /// It began to change too often to be told each time.
  case flapping(AlertID, Alert)
  /// It calmed down, firing or resolved.
  case steady(AlertID, Alert)
}
