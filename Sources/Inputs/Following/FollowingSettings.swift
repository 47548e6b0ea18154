package import Model

/// The measures of following files.
///
/// The defaults serve the daemon; tests make them short.
package struct FollowingSettings: Sendable {
  /// How much of one file is read before the next one has its turn.
  package var turn = ByteCount(128 << 10)
  /// How much recognised text may wait for a slow consumer before reading stops.
  package var waitingText = ByteCount(4 << 20)
  /// The same, counted in lines.
  package var waitingLines = 2_000
  /// Positions alone are handed over this often at most.
  package var positionInterval = Duration.seconds(1)
  /// A removed file is kept open for so long after the last line came from it.
  package var removedGrace = Duration.seconds(10)
  /// A renamed file that no pattern matches any more is kept open for so long after the last line came from it.
  package var renamedGrace = Duration.minutes(5)
  /// The first look at all files after something happened; each further one, while nothing was missed, waits twice as long.
  package var sweepInterval = Duration.seconds(10)
  package var longestSweepInterval = Duration.minutes(5)
  /// A look at the file system takes this long at most before what was written meanwhile is read.
  package var lookSlice = Duration.milliseconds(2)
  /// How often files are looked at that inotify does not serve.
  package var pollInterval = Duration.milliseconds(250)
  /// Descriptors for files that are followed; nil: half of what the process may have.
  package var openFiles: Int?
  /// Where the text of a compressed generation is kept while it is read; the file has no name there.
  ///
  /// A text may be many times as large as its file: `/tmp` is memory on many machines, and the state folder's disk must not fill up.
  package var scratchFolder = "/var/tmp"
  /// A compressed file is looked at when nothing has happened to it for so long: before, it may still be being written.
  package var compressionRest = Duration.seconds(1)
  /// A text that could not be made is tried again after so long.
  package var decompressionRetry = Duration.seconds(10)
  /// How long a generation is looked for that came and went unseen.
  package var unseenSearch = Duration.minutes(1)
  /// Off: every file is looked at now and then, as where inotify is not to be had.
  package var usesInotify = true

  /// A folder with journal files; nil: the journal of this machine.
  package var journalFolder: String?
  /// The descriptor of standard input.
  package var standardInput: Int32 = 0

  package init() {}
}
