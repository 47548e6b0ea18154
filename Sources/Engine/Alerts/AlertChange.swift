import Model

/// What happened to an alert: routing and the episodes follow from it.
enum AlertChange: Sendable, Equatable {
  case fired(AlertID, Alert)
  /// Its severity is another now.
  case changed(AlertID, Alert)
  case resolved(AlertID, Alert)
  /// It ended for lack of further lines, which nobody is told.
  case ended(AlertID, Alert)
}
