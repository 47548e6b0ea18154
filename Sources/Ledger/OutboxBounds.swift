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

  /// What the decision needs to know of an item; the smaller one is the first to go.
  struct Entry: Equatable, Comparable {
    var id: Int64
    var severity: Severity
    var bytes: Int
    /// It may have arrived already: its post must stay as it is to be known again as a repeat.
    var isInFlight = false

    static func < (left: Entry, right: Entry) -> Bool { (left.severity, left.id) < (right.severity, right.id) }
  }

  func hold(count: Int, bytes: Int) -> Bool { count <= self.count && bytes <= self.bytes }

  /// Whether a tenth of them is free.
  func haveRoom(count: Int, bytes: Int) -> Bool {
    count < self.count - self.count / 10 && bytes < self.bytes - self.bytes / 10
  }

  /// The entries that must go so that the others fit.
  ///
  /// Informational ones go first, then warnings, then critical ones, and of one severity the oldest; those in flight stay.
  func sacrifice(of entries: [Entry]) -> [Entry] {
    var candidates = entries.sorted().makeIterator()
    return sacrifice(count: entries.count, bytes: entries.reduce(0) { $0 + $1.bytes }) { candidates.next() }
  }

  /// The same where not all entries need be looked at: `next` gives them one by one, the first to go first.
  func sacrifice(count: Int, bytes: Int, next: () throws -> Entry?) rethrows -> [Entry] {
    var count = count
    var bytes = bytes
    var gone: [Entry] = []
    while !hold(count: count, bytes: bytes), let entry = try next() {
      if entry.isInFlight { continue }
      gone.append(entry)
      count -= 1
      bytes -= entry.bytes
    }
    return gone
  }
}
