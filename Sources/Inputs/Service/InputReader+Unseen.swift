internal import Glibc
internal import Model
internal import SystemPackage

/// Generations that were created and rotated away, or even compressed, before they were opened.
extension InputReader {
  /// Opens what has just got a name, before it may be renamed again: a look may have to wait for its share of the time, reading for the consumer.
  func meet(_ path: String) {
    for source in sources {
      guard let file = source.newcomer(at: path) else { continue }
      // What cannot be opened is told by the look that follows.
      try? follow(file, pattern: nil)
      if file.predecessor != nil { finishRotation(to: file) }
    }
  }

  /// Follows generations whose log's name was never seen to stand for them.
  func followUnseen(in folders: Set<String>, of source: FileSource) -> [FollowedFile] {
    guard let last = source.lookedAt else { return [] }
    let given = source.arrivals.look(lastLookAt: last, now: clock.now, searching: settings.unseenSearch)
    var unseen: [FollowedFile] = []
    for folder in folders {
      for (generation, log) in Generation.any(in: folder, of: source)
      where source.files[generation.id] == nil && !generation.hasCompressedName && generation.isBorn(since: last) {
        guard let file = followGeneration(generation, of: log, at: nil, mayBeCopy: true, in: source) else { continue }
        source.arrivals.noteGeneration(of: log)
        unseen.append(file)
      }
    }
    for log in given where source.files.values.contains(where: { $0.path == log && $0.departed == nil }) {
      reportMissed(
        "A file had the name \(log) for a moment and was gone before it could be opened; its lines were not seen.",
        of: log,
        in: source
      )
    }
    for log in source.arrivals.unseen.keys { findCompressed(generationsOf: log, in: source) }
    return unseen
  }

  /// Looks for an unseen generation among the compressed ones: one that appeared since, and is none of those that were followed.
  private func findCompressed(generationsOf log: String, in source: FileSource) {
    guard let since = source.arrivals.unseen[log]?.since else { return }
    let known = source.generations(of: log).compactMap(\.modified)
    for generation in Generation.beside(log) where generation.hasCompressedName {
      // What compresses keeps the time of the last line, some of it in whole seconds.
      guard source.files[generation.id] == nil, generation.isBorn(since: since),
        generation.status.modified + .seconds(1) >= since, !known.contains(generation.status.modified)
      else { continue }
      // Until the program that writes it has set its time, nothing can be said of it.
      guard generation.status.changed + settings.compressionRest <= now() else { continue }
      if followGeneration(generation, of: log, at: nil, mayBeCopy: true, in: source) != nil {
        source.arrivals.noteGeneration(of: log)
      }
    }
    if source.arrivals.unseen[log] != nil { schedule.want(clock.now + settings.pollInterval) }
  }

  /// Makes the text of a compressed generation, with which the file is read; false where that is gone.
  func decompress(_ generation: Generation, for file: FollowedFile, at position: FilePosition?) -> Bool {
    guard let decompression = Decompression(of: generation.path, at: position) else { return false }
    file.decompression = decompression
    file.behindSince = now()
    file.isWatched = true
    file.source.add(file)
    pending.move(file)
    decompressing.append(file)
    startDecompression()
    return true
  }

  /// One program at a time makes its text, in the order in which the texts are read.
  func startDecompression() {
    while let file = decompressing.first, let decompression = file.decompression, !decompression.isStarted {
      if let start = decompression.startsAt, start > clock.now { return schedule.want(start) }
      do {
        return try decompression.start(in: settings.scratchFolder)
      } catch {
        giveUp(file, "\(error)")
        release(file)
      }
    }
  }

  /// Looks at the programs that poll(2) said something of.
  func takeTexts(of files: [FollowedFile]) {
    for file in files {
      guard let decompression = file.decompression else { continue }
      switch decompression.outcome() {
      case .running: continue
      case .whole(let text): take(text, for: file, at: decompression.position)
      case .changed:
        // It is still being written: once more, soon.
        file.decompression = Decompression(of: decompression.path, at: decompression.position)
        file.decompression?.startsAt = clock.now + settings.pollInterval
        if file.decompression != nil { continue }
        giveUp(file, "it is gone")
      case .failed(let reason): giveUp(file, reason)
      }
      release(file)
    }
    startDecompression()
  }

  private func take(_ text: FileDescriptor, for file: FollowedFile, at position: FilePosition?) {
    openFiles.adopt(text, for: file)
    if let position, (try? file.resume(at: position)) != true {
      // A copy that was made before the last lines were read has nothing new; one that is not compressed may still come to light.
      file.source.expectCopy(of: position)
      if (try? FileContent(text).isCovered(by: position)) != true {
        return giveUp(file, "it does not hold what was read before")
      }
      try? file.startAtEnd()
    }
    file.decompression = nil
    file.departed = clock.now
    pending.move(file)
    enqueue(file)
  }

  /// What waited for a text can be read now.
  private func release(_ file: FollowedFile) {
    decompressing.removeAll { $0 === file }
    for waiting in file.source.files.values where waiting.predecessor != nil || waiting.mayBeCopy { enqueue(waiting) }
  }

  private func giveUp(_ file: FollowedFile, _ reason: String) {
    let path = file.decompression?.path ?? file.path
    file.decompression = nil
    forget(file)
    let text = "\(path) holds lines of \(file.path) that were not read, and it cannot be decompressed: \(reason)."
    reportMissed(text, of: file.path, in: file.source)
  }
}
