package import Logging
import Synchronization

/// What is wrong with fleepd itself now: each fault is logged once when it begins and once when it is over, never a thousand times.
package final class FaultLog: Sendable {
  /// An element after faults began, changed or ended; those that nobody has taken yet are one.
  var news: AsyncStream<Void> { changes.news }
  private let changes = Activity()
  private let logger: Logger
  private let present: Mutex<[Key: String]> = Mutex([:])

  /// What a fault is about: two reports with the same subject and thing are one fault.
  package struct Key: Hashable, Comparable, Sendable {
    /// The part of fleepd: `source`, `ledger`, `hook`.
    package let part: String
    /// Which one: a file's path, a hook's name.
    package let thing: String

    package init(part: String, thing: String) {
      self.part = part
      self.thing = thing
    }

    package static func < (left: Key, right: Key) -> Bool { (left.part, left.thing) < (right.part, right.thing) }
  }

  package init(logger: Logger) {
    self.logger = logger
  }

  /// A fault is there: says what happened and what fleepd does about it.
  package func begin(_ key: Key, _ text: String) {
    let isNew = present.withLock { faults in faults.updateValue(text, forKey: key) == nil }
    if isNew { tell(key, text) }
  }

  /// A fault has become worse, or another one: told anew, unless it is what was told last.
  package func worsen(_ key: Key, _ text: String) {
    let isNew = present.withLock { faults in faults.updateValue(text, forKey: key) != text }
    if isNew { tell(key, text) }
  }

  private func tell(_ key: Key, _ text: String) {
    logger.warning("\(text)", metadata: [key.part: "\(key.thing)"])
    changes.note()
  }

  /// The fault is over; nothing happens where there was none.
  package func end(_ key: Key, _ text: String) {
    let was = present.withLock { faults in faults.removeValue(forKey: key) }
    guard was != nil else { return }
    logger.notice("\(text)", metadata: [key.part: "\(key.thing)"])
    changes.note()
  }

  /// Forgets the faults of things that there are not any more.
  package func forget(part: String, where isGone: (String) -> Bool) {
    present.withLock { faults in faults = faults.filter { $0.key.part != part || !isGone($0.key.thing) } }
    changes.note()
  }

  package func isPresent(_ key: Key) -> Bool { present.withLock { $0[key] != nil } }

  /// What is said of a fault; nil where it is not there.
  package func text(_ key: Key) -> String? { present.withLock { $0[key] } }

  /// The faults of now, in order, each with what it is about.
  package var texts: [String] {
    present.withLock { faults in
      faults.sorted { $0.key < $1.key }.map { key, text in
        let subject = "\(key.part) \(key.thing)"
        return text.hasPrefix(subject) ? text : "\(subject): \(text)"
      }
    }
  }

  /// The first fault of a part, where it has one.
  package func text(part: String) -> String? {
    present.withLock { faults in faults.sorted { $0.key < $1.key }.first { $0.key.part == part }?.value }
  }
}
