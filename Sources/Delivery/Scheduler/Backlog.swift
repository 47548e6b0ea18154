import Model

/// What waits on one hook, in the order of queueing, in bounded room: when too much waits, the oldest is kept as numbers.
struct Backlog: Sendable {
  /// A queued item and what choosing needs to know of it.
  struct Entry: Sendable {
    var item: OutboxItem
    /// Its text's length, as Fleep counts it.
    var length: Int
    var place: Int
    /// When it was first part of a post.
    var tried: Instant?
    /// Its own hook failed while it waited, and another stands in.
    var isMoved = false
    /// A request with it was never answered, on a hook that another stands in for now.
    var mayHaveArrived = false

    var isAlert: Bool { item.kind == .alerts }
    /// Told in full and before others when messages merge.
    var isCritical: Bool { isAlert && item.severity == .critical }
  }

  /// With more alert items than this, the oldest become numbers until ``kept`` are left.
  ///
  /// Merged and folded messages list each alert in a file, which is why so many are kept.
  static let most = 10_000
  static let kept = 5_000
  /// So many critical items are told in full, before the others; more of them merge as well.
  static let criticalInFull = 100

  private(set) var entries: [Entry] = []
  private(set) var tally: Tally?
  /// Among the ``tally`` is what may have arrived already.
  private(set) var isTallyDoubtful = false
  private(set) var alertItems = 0
  private var criticalItems = 0
  private var doubtfulItems = 0
  private var nextPlace = 0

  var isEmpty: Bool { entries.isEmpty && tally == nil }
  var hasAlerts: Bool { alertItems > 0 || tally != nil }
  var hasCritical: Bool { criticalItems > 0 || tally?.hasCritical == true }
  /// Whether something waits that no storm holds back: a critical alert that is told in full, or what is not an alert.
  var isUrgent: Bool { entries.count > alertItems || (1...Backlog.criticalInFull).contains(criticalItems) }
  var count: Int { entries.count + (tally?.itemCount ?? 0) }
  var oldest: Instant? {
    [entries.first?.item.queued, tally?.lines.map(\.first).min()].compactMap { $0 }.min()
  }

  /// What may have arrived already, by ids.
  var doubtful: [ClosedRange<Int64>] {
    let singly = doubtfulItems > 0 ? entries.filter(\.mayHaveArrived).map { $0.item.id...$0.item.id } : []
    return singly + (isTallyDoubtful ? tally?.items ?? [] : [])
  }

  mutating func append(_ item: OutboxItem, mayHaveArrived: Bool = false) {
    let length = item.text.unicodeScalars.count
    append(Entry(item: item, length: length, place: 0, mayHaveArrived: mayHaveArrived))
  }

  /// Takes a post apart that was to go as it was, on a hook that is away.
  mutating func append(_ post: Post) {
    if let theirs = post.tally { add(theirs, isDoubtful: post.mayBeRepeat) }
    for item in post.items { append(item, mayHaveArrived: post.mayBeRepeat) }
  }

  private mutating func append(_ entry: Entry) {
    var entry = entry
    entry.place = nextPlace
    nextPlace += 1
    entries.append(entry)
    count(entry)
    if alertItems > Backlog.most { reduce() }
  }

  /// Takes everything out of the backlog of a hook that this one stands in for.
  mutating func adopt(_ other: Backlog) {
    if let theirs = other.tally { add(theirs, isDoubtful: other.isTallyDoubtful) }
    for var entry in other.entries {
      entry.isMoved = true
      append(entry)
    }
  }

  /// Takes out the entries of a post that is about to be sent.
  mutating func take(_ taken: [Entry]) {
    let places = Set(taken.map(\.place))
    entries.removeAll { places.contains($0.place) }
    recount()
  }

  mutating func takeTally() -> Tally? {
    defer {
      tally = nil
      isTallyDoubtful = false
    }
    return tally
  }

  /// Puts back what was taken, at its old places.
  mutating func putBack(_ taken: [Entry], tally returned: Tally?) {
    entries = (taken + entries).sorted { $0.place < $1.place }
    recount()
    if let returned {
      let isDoubtful = isTallyDoubtful
      let newer = takeTally()
      tally = returned
      if let newer { add(newer, isDoubtful: isDoubtful) }
    }
  }

  mutating func drop(_ ids: Set<Int64>) {
    entries.removeAll { ids.contains($0.item.id) }
    recount()
  }

  /// Turns alerts into numbers that have waited so long that nobody wants to read them singly; true: there were some.
  mutating func countAged(now: Instant) -> Bool {
    let before = entries.count
    toNumbers { $0.isAlert && $0.item.queued < now - Backlog.ageLimit($0.item.severity) }
    return entries.count < before
  }

  private static func ageLimit(_ severity: Severity) -> Duration {
    switch severity {
    case .info: .hours(1)
    case .warning: .hours(6)
    case .critical: .hours(24)
    }
  }

  /// Critical ones are the last that become numbers.
  private mutating func reduce() {
    for includesCritical in [false, true] where alertItems > Backlog.kept {
      var surplus = alertItems - Backlog.kept
      toNumbers { entry in
        guard surplus > 0, entry.isAlert, includesCritical || !entry.isCritical else { return false }
        surplus -= 1
        return true
      }
      if alertItems <= Backlog.most { return }
    }
  }

  private mutating func toNumbers(_ isChosen: (Entry) -> Bool) {
    var numbers = tally ?? Tally()
    var chosen = 0
    entries.removeAll { entry in
      guard isChosen(entry) else { return false }
      numbers.add(entry.item)
      if entry.mayHaveArrived { isTallyDoubtful = true }
      chosen += 1
      return true
    }
    guard chosen > 0 else { return }
    tally = numbers
    recount()
  }

  private mutating func add(_ other: Tally, isDoubtful: Bool) {
    isTallyDoubtful = isTallyDoubtful || isDoubtful
    guard tally != nil else {
      tally = other
      return
    }
    tally?.add(other)
  }

  private mutating func count(_ entry: Entry) {
    if entry.isAlert { alertItems += 1 }
    if entry.isCritical { criticalItems += 1 }
    if entry.mayHaveArrived { doubtfulItems += 1 }
  }

  private mutating func recount() {
    alertItems = 0
    criticalItems = 0
    doubtfulItems = 0
    for entry in entries { count(entry) }
  }
}
