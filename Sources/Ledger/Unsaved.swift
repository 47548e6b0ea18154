import Model

/// What the disk refused, as one change, until the disk takes it: bounded, however long that is.
///
/// A crash before that loses no alert: the positions are as unsaved as what the lines behind them led to, so that those
/// lines are read again.
struct Unsaved {
  /// How often the disk is tried.
  static let retryInterval = Duration.seconds(1)

  private(set) var change = LedgerChange()
  private(set) var fault: LedgerError?
  private var retry = Instant.distantPast

  var isEmpty: Bool { change.isEmpty }

  func isDue(at now: Instant) -> Bool { now >= retry }

  mutating func refused(_ fault: LedgerError, at now: Instant) {
    self.fault = fault
    retry = now + Self.retryInterval
  }

  /// Adds what came later; gives the items that had to make room, for which a crash would be the end.
  mutating func add(_ later: LedgerChange, bounds: OutboxBounds) -> [OutboxItem] {
    // Where both change a record, the later one stands.
    change.positions.merge(later.positions) { _, new in new }
    change.engineRecords.merge(later.engineRecords) { _, new in new }
    change.hookRecords.merge(later.hookRecords) { _, new in new }
    change.items += later.items
    change.isProof = change.isProof || later.isProof
    for step in later.posts { add(step) }
    return Set(later.items.map(\.hook)).sorted().flatMap { makeRoom(on: $0, bounds: bounds) }
  }

  private mutating func add(_ step: PostStep) {
    var step = step
    switch step {
    case .released(let post) where post.mayBeRepeat:
      // That it was begun stays known.
      return
    case .began(let post, _), .released(let post):
      forgetSteps(on: post.hook)
    case .confirmed(var post):
      forgetSteps(on: post.hook)
      forgetItems(post.itemIDs)
      // The log needs neither texts nor files, and there may be many posts until the disk has room.
      for index in post.items.indices {
        post.items[index].text = ""
        post.items[index].files = []
        for alert in post.items[index].alerts.indices {
          post.items[index].alerts[alert].headline = ""
          post.items[index].alerts[alert].labels = [:]
        }
      }
      step = .confirmed(post)
    case .dropped(let items):
      forgetItems(items.map { $0...$0 })
    case .buried, .forgotten:
      break
    }
    change.posts.append(step)
  }

  /// What a post on its way has become is worth keeping, not what it was before.
  private mutating func forgetSteps(on hook: HookName) {
    change.posts.removeAll { step in
      switch step {
      case .began(let post, _), .released(let post): post.hook == hook
      case .confirmed, .buried, .dropped, .forgotten: false
      }
    }
  }

  private mutating func forgetItems(_ ids: [ClosedRange<Int64>]) {
    change.items.removeAll { item in ids.contains { $0.contains(item.id) } }
  }

  private mutating func makeRoom(on hook: HookName, bounds: OutboxBounds) -> [OutboxItem] {
    let entries = change.items.filter { $0.hook == hook }.map { item in
      OutboxBounds.Entry(id: item.id, severity: item.severity, bytes: item.weight)
    }
    let gone = Set(bounds.sacrifice(of: entries).map(\.id))
    guard !gone.isEmpty else { return [] }
    defer { change.items.removeAll { gone.contains($0.id) } }
    return change.items.filter { gone.contains($0.id) }
  }
}

extension OutboxItem {
  /// About how many bytes it takes, in memory and on disk.
  fileprivate var weight: Int {
    files.reduce(text.utf8.count + alerts.reduce(200) { $0 + $1.headline.utf8.count + 200 }) { sum, file in
      switch file.content {
      case .bytes(let bytes): sum + bytes.count
      case .file(let path): sum + path.utf8.count
      }
    }
  }
}
