internal import Model
internal import Patterns

/// Reads the event time of a line (`time:` of a source).
struct EventClock: Sendable {
  /// The field that holds the time; nil: the beginning of the line.
  let field: String?
  private let format: TimeFormat
  private let zone: Zone

  init(_ time: EventTime) throws(PatternError) {
    field = time.field
    format = try TimeFormat(time.format)
    zone = time.location.flatMap { Zone($0) } ?? .system
  }

  /// The time that a line says; nil where it says none.
  ///
  /// A year that is left out is the one nearest to `now`.
  func time(of line: UnsafeRawBufferPointer, fields: () -> [String: String], now: Instant) -> Instant? {
    guard let field else { return format.time(in: line, zone: zone, now: now) }
    guard var text = fields()[field] else { return nil }
    return text.withUTF8 { format.time(in: UnsafeRawBufferPointer($0), zone: zone, now: now) }
  }
}
