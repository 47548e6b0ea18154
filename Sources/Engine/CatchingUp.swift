import Model

/// The time after a start in which lines are read that were written while fleepd was down.
///
/// Until it is over no time passes for alerts, groups and summaries, so that what fell due meanwhile is decided with all lines known.
struct CatchingUp: Sendable {
  /// Without word from the inputs it ends so long after the start, or after the last old line.
  private static let patience = Duration.seconds(30)

  private let since: Instant
  private(set) var end: Instant

  init(since now: Instant) {
    since = now
    end = now + CatchingUp.patience
  }

  mutating func noteLine(from time: Instant, now: Instant) {
    if time < since { end = max(end, now + CatchingUp.patience) }
  }

  func isOver(at now: Instant) -> Bool { now >= end }
}
