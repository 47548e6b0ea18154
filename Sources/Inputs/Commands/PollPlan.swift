import Model

/// Which command is run when: a value that is told the time and what ended, and says what to start.
///
/// A command's runs lie at a stable offset within its interval, so that many hosts and many commands spread evenly, and
/// graphs stay even over restarts. A command never overlaps with its own last run: one that falls due meanwhile is
/// skipped.
struct PollPlan {
  /// A command whose offset is further away at the start does not wait for it: it is run once within this time.
  private static let longestFirstWait = Duration.minutes(1)

  private struct Entry {
    let name: MetricName
    let interval: Duration
    let offset: Duration
    var due: Instant
    var isRunning = false
    var skipped = 0

    /// The first point of the schedule after an instant.
    func point(after now: Instant) -> Instant {
      let step = max(interval.nanoseconds, 1)
      let since = now.nanoseconds - offset.nanoseconds
      let past = since - (since % step + step) % step
      return Instant(nanoseconds: past + offset.nanoseconds) + .nanoseconds(step)
    }
  }

  private var entries: [Entry]
  private let slots: Int

  init(_ commands: [(name: MetricName, interval: Duration)], slots: Int, start: Instant) {
    self.slots = max(slots, 1)
    entries = commands.map { name, interval in
      var hash = StableHash()
      hash.combine(name.text)
      let share = { (length: Duration) in
        Duration.nanoseconds(Int64(hash.value % UInt64(max(length.nanoseconds, 1))))
      }
      var entry = Entry(name: name, interval: interval, offset: share(interval), due: start)
      entry.due = min(entry.point(after: start), start + share(min(interval, Self.longestFirstWait)))
      return entry
    }
  }

  /// When there is something to start next; nil while a running command has to end first.
  var wake: Instant? {
    guard entries.count(where: \.isRunning) < slots else { return nil }
    return entries.lazy.filter { !$0.isRunning }.map(\.due).min()
  }

  /// The commands to start now, the one that has waited longest first, with the runs that were skipped before each.
  mutating func start(at now: Instant) -> [(name: MetricName, skipped: Int)] {
    // A clock that was set back must not leave a command waiting for a time that has been.
    for index in entries.indices { entries[index].due = min(entries[index].due, entries[index].point(after: now)) }
    let waiting = entries.indices.filter { !entries[$0].isRunning && entries[$0].due <= now }
      .sorted { (entries[$0].due, entries[$0].name) < (entries[$1].due, entries[$1].name) }
    let free = slots - entries.count(where: \.isRunning)
    return waiting.prefix(max(free, 0)).map { index in
      let missed = (now - entries[index].due).nanoseconds / max(entries[index].interval.nanoseconds, 1)
      let skipped = entries[index].skipped + Int(missed)
      entries[index].isRunning = true
      entries[index].skipped = 0
      entries[index].due = entries[index].point(after: now)
      return (entries[index].name, skipped)
    }
  }

  /// A command ended: points that passed while it ran are skipped.
  mutating func ended(_ name: MetricName, at now: Instant) {
    guard let index = entries.firstIndex(where: { $0.name == name }) else { return }
    entries[index].isRunning = false
    guard entries[index].due <= now else { return }
    let missed = (now - entries[index].due).nanoseconds / max(entries[index].interval.nanoseconds, 1) + 1
    entries[index].skipped += Int(missed)
    entries[index].due = entries[index].point(after: now)
  }
}
