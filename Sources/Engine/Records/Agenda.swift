import Model

/// Which key is due when, the earliest first and ties in the order of the keys.
///
/// A time that moves later costs nothing: its old entry stays, and the new time is asked for when the old one comes. So ``next`` may be
/// too early, and is never too late.
struct Agenda: Sendable {
  private struct Entry: Comparable {
    var time: Instant
    var key: String

    static func < (left: Entry, right: Entry) -> Bool { (left.time, left.key) < (right.time, right.key) }
  }

  /// A binary heap.
  private var entries: [Entry] = []
  /// The one entry that counts for a key; others are left over from times that moved earlier.
  private var times: [String: Instant] = [:]

  /// The earliest time that anything may be due.
  var next: Instant? { entries.first?.time }

  /// How many entries it holds, those included that no longer count.
  var size: Int { entries.count }

  /// Says when a key is due; nil takes it off.
  mutating func schedule(_ key: String, at time: Instant?) {
    guard let time else {
      if times.removeValue(forKey: key) != nil { compact() }
      return
    }
    guard times[key].map({ time < $0 }) ?? true else { return }
    times[key] = time
    push(Entry(time: time, key: key))
    compact()
  }

  /// Takes the next key that is due; `time` tells when a key is due in truth.
  mutating func popDue(by now: Instant, time: (String) -> Instant?) -> String? {
    while let first = entries.first, first.time <= now {
      removeFirst()
      guard times[first.key] == first.time else { continue }
      times[first.key] = nil
      guard let actual = time(first.key) else { continue }
      if actual <= first.time { return first.key }
      schedule(first.key, at: actual)
    }
    return nil
  }

  /// Drops the entries that no longer count when they are more than the others: keys that come and go leave nothing behind.
  private mutating func compact() {
    guard entries.count > 2 * times.count + 16 else { return }
    // A sorted list is a heap.
    entries = times.map { Entry(time: $0.value, key: $0.key) }.sorted()
  }

  private mutating func push(_ entry: Entry) {
    entries.append(entry)
    var child = entries.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard entries[child] < entries[parent] else { break }
      entries.swapAt(child, parent)
      child = parent
    }
  }

  private mutating func removeFirst() {
    entries.swapAt(0, entries.count - 1)
    entries.removeLast()
    var parent = 0
    while true {
      var least = 2 * parent + 1
      guard least < entries.count else { break }
      if least + 1 < entries.count, entries[least + 1] < entries[least] { least += 1 }
      guard entries[least] < entries[parent] else { break }
      entries.swapAt(least, parent)
      parent = least
    }
  }
}
