/// How much of recorded files was read.
package struct ReplayProgress: Sendable, Equatable {
  /// Lines, seen by a rule or not.
  package var lines = 0
  /// Of the text, not of the files that hold it compressed.
  package var bytes = 0
  /// Of the files as they lie on the disk.
  package var place = 0
}

/// Adds up what is read of many files, and says so after each piece.
///
/// A class without locks: the reading thread owns it.
package final class ReplayMeter {
  /// What was read so far.
  package private(set) var progress = ReplayProgress()
  private let report: (ReplayProgress) -> Void

  package init(report: @escaping (ReplayProgress) -> Void = { _ in }) {
    self.report = report
  }

  func advance(from old: ReplayProgress, to new: ReplayProgress) {
    progress.lines += new.lines - old.lines
    progress.bytes += new.bytes - old.bytes
    progress.place += new.place - old.place
    report(progress)
  }
}
