/// Queued items that a post tells in numbers only, because too many waited to keep each or they waited too long.
///
/// It takes the same room for a hundred items and for a hundred thousand, and accounts for every one.
package struct Tally: Sendable, Equatable, Codable {
  /// What is known of all the alerts of one name.
  package struct Line: Sendable, Equatable, Codable {
    package var name: AlertName
    /// The worst of them.
    package var severity: Severity
    package var firing: Int
    package var resolved: Int
    /// When the first of them was queued.
    package var first: Instant
    package var last: Instant
    /// The first one's headline, ready for Fleep and inert.
    package var example: String
  }

  /// More names than this are counted together in ``others``.
  package static let namesKept = 50

  /// The ids of the items, runs of neighbours as one range.
  package private(set) var items: [ClosedRange<Int64>] = []
  package private(set) var itemCount = 0
  /// In the order in which the names came.
  package private(set) var lines: [Line] = []
  /// Alerts of the names that have no line.
  package private(set) var others = 0

  package init() {}

  /// All alerts that were counted.
  package var alerts: Int { lines.reduce(others) { $0 + $1.firing + $1.resolved } }

  /// Counts an item and its alerts.
  package mutating func add(_ item: OutboxItem) {
    itemCount += 1
    if let last = items.last, last.upperBound + 1 == item.id {
      items[items.count - 1] = last.lowerBound...item.id
    } else {
      items.append(item.id...item.id)
    }
    for alert in item.alerts { add(alert, queued: item.queued) }
  }

  /// Adds everything that another tally counted.
  package mutating func add(_ other: Tally) {
    items += other.items
    itemCount += other.itemCount
    others += other.others
    for line in other.lines { add(line) }
  }

  private mutating func add(_ alert: AlertBrief, queued: Instant) {
    add(
      Line(
        name: alert.name,
        severity: alert.severity,
        firing: alert.status == .firing ? 1 : 0,
        resolved: alert.status == .resolved ? 1 : 0,
        first: queued,
        last: queued,
        example: alert.headline
      )
    )
  }

  private mutating func add(_ line: Line) {
    if let index = lines.firstIndex(where: { $0.name == line.name }) {
      lines[index].severity = max(lines[index].severity, line.severity)
      lines[index].firing += line.firing
      lines[index].resolved += line.resolved
      lines[index].first = min(lines[index].first, line.first)
      lines[index].last = max(lines[index].last, line.last)
    } else if lines.count < Tally.namesKept {
      lines.append(line)
    } else {
      others += line.firing + line.resolved
    }
  }
}

/// A storm of alerts on one hook: since when, and how many were told since then.
package struct StormTotal: Sendable, Equatable, Codable {
  package var since: Instant
  /// With those of the post that says it.
  package var alerts: Int

  package init(since: Instant, alerts: Int) {
    self.since = since
    self.alerts = alerts
  }
}
