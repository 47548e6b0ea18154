/// When a look at the file system, which is long where there are many files, has to let be read what was written meanwhile.
struct LookPauses {
  private let slice: Duration
  private var next: ContinuousClock.Instant?
  /// How long they took since the look began.
  private(set) var duration = Duration.zero

  init(slice: Duration) { self.slice = slice }

  mutating func begin(at now: ContinuousClock.Instant) {
    next = now + slice
    duration = .zero
  }

  func isDue(at now: ContinuousClock.Instant) -> Bool { next.map { now >= $0 } ?? false }

  /// A pause was made.
  mutating func add(from start: ContinuousClock.Instant, to end: ContinuousClock.Instant) {
    duration += start.duration(to: end)
    next = end + slice
  }
}
