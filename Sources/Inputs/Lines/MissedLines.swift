internal import Model

/// The logs of one source of which lines were never seen.
///
/// What was missed is over at once; it stays a fault for so long that everybody who looks now and then sees it.
struct MissedLines {
  private static let shown = Duration.seconds(60)

  private let source: SourceName
  private var found: [String: ContinuousClock.Instant] = [:]

  init(of source: SourceName) {
    self.source = source
  }

  /// What was missed lately.
  var faults: [SourceFault] { found.keys.sorted().map(fault) }

  /// When there is something to forget; nil: never.
  var end: ContinuousClock.Instant? { found.values.min().map { $0 + MissedLines.shown } }

  /// Notes that lines were missed; gives the fault.
  mutating func note(_ path: String, at now: ContinuousClock.Instant) -> SourceFault {
    found[path] = now
    return fault(path)
  }

  /// Forgets what was missed a while ago.
  mutating func forget(at now: ContinuousClock.Instant) -> [SourceReport] {
    let old = found.filter { $0.value + MissedLines.shown <= now }.keys.sorted()
    for path in old { found[path] = nil }
    return old.map { .ended(fault($0), "No more lines of \($0) were missed since.") }
  }

  private func fault(_ path: String) -> SourceFault {
    SourceFault(kind: .generationMissed, source: source, path: path)
  }
}
