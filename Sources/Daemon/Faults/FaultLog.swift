package import Logging
import Synchronization

/// What is wrong with fleepd itself now: each fault is logged once when it begins and once when it is over, never a thousand times.
package final class FaultLog: Sendable {
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
    guard isNew else { return }
    logger.warning("\(text)", metadata: [key.part: "\(key.thing)"])
  }

  /// The fault is over; nothing happens where there was none.
  package func end(_ key: Key, _ text: String) {
    let was = present.withLock { faults in faults.removeValue(forKey: key) }
    guard was != nil else { return }
    logger.notice("\(text)", metadata: [key.part: "\(key.thing)"])
  }

  package func isPresent(_ key: Key) -> Bool { present.withLock { $0[key] != nil } }

  func text(_ key: Key) -> String? { present.withLock { $0[key] } }

  /// The faults of now, in order.
  package var texts: [String] {
    present.withLock { faults in faults.sorted { $0.key < $1.key }.map { "\($0.key.part) \($0.key.thing): \($0.value)" }
    }
  }

  /// The first fault of a part, where it has one.
  package func text(part: String) -> String? {
    present.withLock { faults in faults.sorted { $0.key < $1.key }.first { $0.key.part == part }?.value }
  }
}
