import Model

/// One time that an alert fired.
struct Episode {
  /// As it was told first and last among the items of a post.
  var first: AlertBrief
  var last: AlertBrief
  /// The index of the last item that tells of it.
  var item: Int

  var isOpen: Bool { last.status == .firing }
  var severity: Severity { max(first.severity, last.severity) }
  var duration: Duration { (last.endsAt ?? last.startsAt) - last.startsAt }
}

/// What a post has to tell of alerts, each episode once, whatever happened to it while it waited.
struct Episodes {
  let items: [OutboxItem]
  /// In the order in which they were first told.
  private(set) var all: [Episode] = []
  let tally: Tally?

  init(of post: Post) {
    items = post.items
    tally = post.tally
    var places: [Identity: Int] = [:]
    for (index, item) in items.enumerated() {
      for alert in item.alerts {
        if let place = places[Identity(alert)] {
          all[place].last = alert
          all[place].item = index
        } else {
          places[Identity(alert)] = all.count
          all.append(Episode(first: alert, last: alert, item: index))
        }
      }
    }
  }

  private struct Identity: Hashable {
    var key: String
    var start: Instant

    init(_ alert: AlertBrief) {
      key = alert.key
      start = alert.startsAt
    }
  }

  /// All alerts, those that are told in numbers included.
  var alertCount: Int { all.count + (tally?.alerts ?? 0) }
  var openCount: Int { all.count { $0.isOpen } }

  /// The last item about each critical alert that is open, by index.
  var openCriticalItems: Set<Int> { Set(all.filter { $0.isOpen && $0.severity == .critical }.map { $0.item }) }

  /// What was queued beside alerts.
  var otherItems: [OutboxItem] { items.filter { $0.alerts.isEmpty } }

  /// From the first to the last moment of queueing.
  var times: ClosedRange<Instant>? {
    let moments = items.map { $0.queued } + (tally?.lines.flatMap { [$0.first, $0.last] } ?? [])
    guard let first = moments.min(), let last = moments.max() else { return nil }
    return first...last
  }

  /// The worst of what is open; a resolved sign where nothing is.
  var sign: String {
    let open = all.filter { $0.isOpen }.map { $0.severity }
    let counted = tally?.lines.filter { $0.firing > 0 }.map { $0.severity } ?? []
    return (open + counted).max().map { $0.sign } ?? "✅"
  }
}
