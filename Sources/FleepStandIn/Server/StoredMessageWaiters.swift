/// Who waits for messages, and who watches all of them.
struct StoredMessageWaiters {
  struct Waiter {
    var key: String
    var count: Int
    var continuation: CheckedContinuation<[StoredMessage], any Error>
  }

  private var waiters: [Int: Waiter] = [:]
  private var watchers: [Int: AsyncStream<StoredMessage>.Continuation] = [:]
  private var identifiers = 0

  mutating func wait(_ waiter: Waiter) -> Int {
    identifiers += 1
    waiters[identifiers] = waiter
    return identifiers
  }

  mutating func watch(_ watcher: AsyncStream<StoredMessage>.Continuation) -> Int {
    identifiers += 1
    watchers[identifiers] = watcher
    return identifiers
  }

  mutating func unwatch(_ identifier: Int) { watchers[identifier] = nil }

  /// Takes a waiter away, whose time is over.
  mutating func expire(_ identifier: Int) -> Waiter? { waiters.removeValue(forKey: identifier) }

  /// Takes those away that have what they waited for.
  mutating func satisfied(key: String, messages: Int) -> [Waiter] {
    let done = waiters.filter { $0.value.key == key && $0.value.count <= messages }
    for identifier in done.keys { waiters[identifier] = nil }
    return Array(done.values)
  }

  func tell(_ message: StoredMessage) {
    for watcher in watchers.values { watcher.yield(message) }
  }

  /// Takes everybody away: nothing comes any more.
  mutating func end() -> (waiters: [Waiter], watchers: [AsyncStream<StoredMessage>.Continuation]) {
    defer {
      waiters = [:]
      watchers = [:]
    }
    return (Array(waiters.values), Array(watchers.values))
  }
}
