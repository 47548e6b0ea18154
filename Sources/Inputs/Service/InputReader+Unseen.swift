internal import Glibc
internal import Model
internal import SystemPackage

/// Generations that were created and rotated away, or even compressed, before they were opened.
extension InputReader {
  /// Opens what has just got a name, before it may be renamed again: a look may have to wait for its share of the time, reading for the consumer.
  ///
  /// Gives the files.
  func meet(_ path: String) -> [FollowedFile] {
    sources.compactMap { source in
      guard let file = source.newcomer(at: path) else { return nil }
      // What cannot be opened is told by the look that follows.
      try? follow(file, pattern: nil)
      return file
    }
  }

  /// Follows generations whose log's name was never seen to stand for them.
  ///
  /// Which they are is decided by what they hold: all that are young are looked at, for a listing of a folder in which files are being renamed
  /// may leave some out, and inotify may tell of a file long after it has come and gone.
  func followUnseen(in folders: Set<String>, of source: FileSource, at now: Instant) -> [FollowedFile] {
    guard let since = source.lookedSince(now - settings.unseenSearch) else {
      source.lookedAt = now
      return []
    }
    let given = source.arrivals.look(now: clock.now, searching: settings.unseenSearch)
    var unseen: [FollowedFile] = []
    var rest: Duration?
    for folder in folders {
      for (generation, log) in Generation.any(in: folder, of: source)
      where generation.isBorn(since: since) {
        forgetReplaced(by: generation, in: source)
        if source.knows(generation.id) { continue }
        if generation.hasCompressedName {
          switch examine(generation, of: log, in: source, since: since, at: now) {
          case .known: continue
          case .resting(let left):
            rest = max(rest ?? .zero, left)
            continue
          case .unknown: break
          }
        }
        guard let file = followGeneration(generation, of: log, at: nil, mayBeCopy: true, in: source) else { continue }
        source.arrivals.noteGeneration(of: log)
        unseen.append(file)
      }
    }
    source.knownTexts.forget(notedBefore: since - settings.unseenSearch)
    source.knownTexts.forgetExamined(bornBefore: since - Generation.tick, unlessMadeFrom: source.knows)
    source.awaitsRest = rest != nil
    if let rest { schedule.want(clock.now + rest) } else { source.lookedAt = now }
    for log in given where source.current(of: log) != nil {
      reportMissed(
        "A file had the name \(log) for a moment and was gone before it could be opened; its lines were not seen.",
        of: log,
        in: source
      )
    }
    return unseen
  }

  private enum Examination {
    case known
    /// Until the program that writes it has set its time, nothing can be said of it; it has to rest for so long.
    case resting(Duration)
    case unknown
  }

  /// Looks into a young compressed generation, once.
  private func examine(_ generation: Generation, of log: String, in source: FileSource, since: Instant, at now: Instant)
    -> Examination
  {
    // The time of the last line is kept, by some programs in whole seconds.
    let isOld = generation.status.modified + .seconds(1) < since
    if isOld || source.knownTexts.hasExamined(generation) { return .known }
    let left = now.duration(to: generation.status.changed + settings.compressionRest)
    if left > .zero { return .resting(left) }
    // Programs that compress give others the right to read it at the end.
    let isBeingWritten = now < generation.status.changed + settings.unseenSearch
    if isBeingWritten, generation.readingError == .permissionDenied { return .resting(settings.compressionRest) }
    return isMadeFromFollowed(generation, of: log, in: source) ? .known : .unknown
  }

  /// Whether a compressed generation was made from a file that is followed; where that was closed before it was read, the text takes its place.
  func isMadeFromFollowed(
    _ generation: Generation,
    of log: String,
    before current: FollowedFile? = nil,
    in source: FileSource
  ) -> Bool {
    let original = source.original(of: generation, of: log, before: current)
    source.knownTexts.noteExamined(generation, madeFrom: original?.id)
    if let original, !original.hasItsLines { findAgain(original) }
    return original != nil
  }

  /// Lets the ledger have what was read of files that are gone.
  func keepTexts() {
    for source in sources where source.knownTexts.isChanged {
      pending.set(source.textsKey, to: source.knownTexts.encoded())
    }
  }
}
