/// What one read of the inputs gave: it enters the ledger whole, or not at all.
package struct InputBatch: Sendable, Equatable {
  /// In order of arrival within each origin.
  package var events: [LineEvent]
  /// Where reading goes on after these events, by a key that the inputs choose; nil forgets a place.
  package var positions: [String: [UInt8]?]
  /// All lines read, seen by a rule or not.
  package var lines: Int
  package var bytes: Int

  package init(events: [LineEvent] = [], positions: [String: [UInt8]?] = [:], lines: Int = 0, bytes: Int = 0) {
    self.events = events
    self.positions = positions
    self.lines = lines
    self.bytes = bytes
  }
}
