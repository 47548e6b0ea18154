package import Model

/// How one source stands now.
package struct SourceStatus: Sendable, Equatable {
  package var source: SourceName
  /// What it reads, in words: `files`, `journal`.
  package var kind: String
  /// A stream that has ended, such as standard input.
  package var hasEnded = false
  /// Files that are followed, open or not, FIFOs among them.
  package var files = 0
  /// Files that are open now; an idle file may be closed when descriptors are few.
  package var openFiles = 0
  /// What is written and not yet read.
  package var lag = ByteCount(0)
  /// Since when there has been something unread; nil: nothing is.
  package var behindSince: Instant?
  package var counts = SourceCounts()
  /// What is wrong with it now.
  package var faults: [SourceFault] = []

  package init(source: SourceName, kind: String = "files") {
    (self.source, self.kind) = (source, kind)
  }

  /// Counts what one of its files or streams has unread, in bytes, and since when.
  mutating func add(lag unread: Int, since time: Instant?) {
    lag = ByteCount(lag.bytes + unread)
    if let time { behindSince = min(behindSince ?? time, time) }
  }
}

/// What a source has given since the inputs were started.
package struct SourceCounts: Sendable, Equatable {
  package var lines = 0
  package var bytes = 0
  /// Lines longer than the limit, of which only the beginning was read.
  package var cutLines = 0
  /// NUL bytes that a truncated file began with.
  package var skippedNULs = 0
  /// Files that were cut off or rewritten in place.
  package var truncations = 0
  /// Files that a name stands for anew, the old one renamed or removed.
  package var rotations = 0
  /// Matches that were given up because they reached a limit.
  package var limitsReached = 0
  /// Faults that began.
  package var faults = 0

  package init() {}
}
