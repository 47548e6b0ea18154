package import Model

/// Where the daemon's services get the time and their wake-ups from: the system's clock, or one that a test moves.
package protocol TimeSource: Sendable {
  /// The time of day.
  func now() -> Instant

  /// A new alarm, not set.
  func makeAlarm() -> any Alarm
}

/// One wake-up that can be moved: it rings when the time that it was set to last has come, and only then.
///
/// An alarm that is not set costs nothing: an idle daemon has no wake-ups.
package protocol Alarm: Sendable {
  /// Sets, moves or (nil) clears the time to ring at; a time that has passed rings at once.
  func set(_ instant: Instant?)

  /// An element for each ring; rings that nobody has taken yet are one. Ends with ``end()``.
  var rings: AsyncStream<Void> { get }

  /// Ends ``rings``.
  func end()
}
