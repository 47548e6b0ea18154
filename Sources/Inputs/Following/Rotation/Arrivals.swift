internal import Model

/// How often a name came to stand for another file, and whether that file was seen: what was renamed again before it could be opened is
/// looked for, by whatever name and form it has by then.
struct Arrivals {
  /// Files that had a log's name between two looks and have not been found yet.
  struct Unseen {
    var count: Int
    /// When the search ends.
    let deadline: ContinuousClock.Instant
  }

  /// By the log.
  private(set) var unseen: [String: Unseen] = [:]
  private var came: [String: Int] = [:]
  /// Files that were found before inotify had told of them, which it will soon, and when.
  private var found: [String: [ContinuousClock.Instant]] = [:]

  /// How long inotify may take to tell of a file.
  private static let delay = Duration.seconds(1)

  /// inotify told that a path stands for something new.
  mutating func noteArrival(of path: String) {
    if found[path]?.isEmpty == false {
      found[path]?.removeFirst()
    } else {
      came[path, default: 0] += 1
    }
  }

  /// A file is followed under a path from now on.
  mutating func noteFile(at path: String, now: ContinuousClock.Instant) {
    if let count = came[path] {
      came[path] = count > 1 ? count - 1 : nil
    } else {
      found[path, default: []].append(now)
    }
  }

  /// A generation of a log was found that had not been seen while it had the log's name.
  mutating func noteGeneration(of log: String) {
    guard let count = unseen[log]?.count else { return }
    if count > 1 { unseen[log]?.count -= 1 } else { unseen[log] = nil }
  }

  /// What came and was not opened until now is unseen; gives what is found no more.
  mutating func look(now: ContinuousClock.Instant, searching time: Duration) -> [String] {
    let given = unseen.filter { now >= $0.value.deadline }.map(\.key)
    for log in given { unseen[log] = nil }
    for (log, count) in came {
      unseen[log] = Unseen(count: count + (unseen[log]?.count ?? 0), deadline: now + time)
    }
    came = [:]
    found = found.compactMapValues { times in
      let recent = times.filter { $0 + Arrivals.delay > now }
      return recent.isEmpty ? nil : recent
    }
    return given
  }
}
