import Model

/// How much may wait on one hook, and what gives way when more comes.
///
/// Each hook has its own bounds, so that a dead one cannot take the room of the others.
package struct OutboxBounds: Sendable, Equatable {
  package var count: Int
  package var bytes: Int

  package init(count: Int = 10_000, bytes: Int = 64 << 20) {
    self.count = count
    self.bytes = bytes
  }

  /// What the decision needs to know of an item.
  struct Entry: Equatable {
    var id: Int64
    var severity: Severity
    var bytes: Int
    /// It may have arrived already: its post must stay as it is to be known again as a repeat.
    var isInFlight = false
  }

  func hold(count: Int, bytes: Int) -> Bool { count <= self.count && bytes <= self.bytes }

  /// The entries that must go so that the others fit.
  ///
  /// Informational ones go first, then warnings, then critical ones, and of one severity the oldest; those in flight stay.
  func sacrifice(of entries: [Entry]) -> [Entry] {
    var count = entries.count
    var bytes = entries.reduce(0) { $0 + $1.bytes }
    let order = entries.filter { !$0.isInFlight }.sorted { ($0.severity, $0.id) < ($1.severity, $1.id) }
    var gone: [Entry] = []
    for entry in order {
      if hold(count: count, bytes: bytes) { break }
      gone.append(entry)
      count -= 1
      bytes -= entry.bytes
    }
    return gone
  }
}
