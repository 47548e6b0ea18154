/// Points in local time that come again and again, as systemd's `OnCalendar=` or a crontab line writes them.
package struct Schedule: Sendable, Equatable {
  /// The text as it was given.
  package let text: String

  /// Reads a schedule; the error says which part is wrong.
  package init(_ text: String) throws(ScheduleError) {
    self.text = text
  }

  /// The first point after `instant`; nil where there is none.
  package func next(after instant: Instant) -> Instant? {
    nil
  }
}

/// A text that is no schedule, and why.
package struct ScheduleError: Error, Equatable, CustomStringConvertible {
  package let description: String

  package init(_ description: String) {
    self.description = description
  }
}
