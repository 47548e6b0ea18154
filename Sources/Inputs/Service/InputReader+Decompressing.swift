internal import Glibc
internal import Model
internal import SystemPackage

/// The texts of compressed generations, with which they are read.
extension InputReader {
  /// Makes the text of a compressed generation, with which the file is read.
  func decompress(_ generation: Generation, for file: FollowedFile, at position: FilePosition?) {
    file.decompression = Decompression(of: generation, at: position)
    // It is looked into now, and need not be when its text is forgotten.
    let texts = file.source.knownTexts
    if !texts.hasExamined(generation) {
      file.source.knownTexts.noteExamined(generation, madeFrom: texts.original(of: generation))
    }
    file.behindSince = now()
    // Nobody writes to its text.
    file.watching = .watched
    file.source.add(file)
    pending.move(file)
    decompressing.append(file)
    startDecompression()
  }

  /// One program at a time makes its text, in the order in which the texts are read.
  func startDecompression() {
    if decompressing.contains(where: { $0.decompression?.isStarted ?? false }) { return }
    for file in decompressing {
      guard let decompression = file.decompression else { continue }
      if let start = decompression.startsAt, start > clock.now {
        schedule.want(start)
        continue
      }
      do throws(Decompression.Failure) {
        return try decompression.start(in: settings.scratchFolder)
      } catch {
        fail(file, error)
      }
    }
  }

  /// Takes up what a program says that makes a text.
  func takeText(of file: FollowedFile) {
    guard let decompression = file.decompression else { return }
    switch decompression.outcome(at: now(), rest: settings.compressionRest) {
    case .running: return
    case .whole(let text):
      take(text, for: file, at: decompression.position)
      release(file)
    case .unfinished: decompression.startsAt = clock.now + settings.pollInterval
    case .failed(let failure): fail(file, failure)
    }
    startDecompression()
  }

  private func take(_ text: FileDescriptor, for file: FollowedFile, at position: FilePosition?) {
    openFiles.adopt(text, for: file)
    // Where nothing was read, there is nothing to go on behind.
    if let position, position.offset > 0 {
      guard (try? file.goOn(behind: position)) == true else {
        // It only begins like it, and has to be looked into for what it is.
        file.source.knownTexts.forgetExamined(file.id)
        return giveUp(file, "it does not hold what was read before")
      }
      // A copy that was made before the last lines were read has nothing new; one that is not compressed may still come to light.
      if file.offset < position.offset { file.source.knownTexts.note(position, at: now()) }
    }
    if let fault = file.decompression?.fault { report(.ended(fault, "\(fault.path) has been decompressed.")) }
    file.decompression = nil
    file.departed = clock.now
    pending.move(file)
    enqueue(file)
  }

  /// What waited for a text can be read now.
  private func release(_ file: FollowedFile) {
    decompressing.removeAll { $0 === file }
    enqueueWaiting(in: file.source)
  }

  private func enqueueWaiting(in source: FileSource) {
    for waiting in source.files.values where waiting.predecessor != nil || waiting.mayBeCopy { enqueue(waiting) }
  }

  private func fail(_ file: FollowedFile, _ failure: Decompression.Failure) {
    switch failure {
    case .passing(let reason): putOff(file, reason)
    case .lasting(let reason):
      giveUp(file, reason)
      release(file)
    }
  }

  /// Tries again later; until then nothing waits for the text, because nobody knows how long that takes.
  private func putOff(_ file: FollowedFile, _ reason: String) {
    guard let decompression = file.decompression else { return }
    decompression.startsAt = clock.now + settings.decompressionRetry
    schedule.want(clock.now + settings.decompressionRetry)
    if decompression.fault != nil { return }
    let fault = SourceFault(kind: .unreadable, source: file.source.name, path: decompression.path)
    decompression.fault = fault
    file.source.lines.counts.faults += 1
    let text = """
      \(decompression.path) holds lines of \(file.path) that were not read, and it cannot be decompressed into \(settings.scratchFolder) \
      now: \(reason). fleepd reads what came after them, and tries again.
      """
    report(.began(fault, text))
    enqueueWaiting(in: file.source)
  }

  private func giveUp(_ file: FollowedFile, _ reason: String) {
    let path = file.decompression?.path ?? file.path
    if let fault = file.decompression?.fault {
      report(.ended(fault, "fleepd does not try to decompress \(path) any more."))
    }
    // The same text may still come to light in another form.
    if let position = file.decompression?.position { file.source.knownTexts.note(position, at: now()) }
    file.decompression = nil
    forget(file)
    let text = """
      \(path) holds lines of \(file.path) that were not read, and it cannot be decompressed into \(settings.scratchFolder): \(reason).
      """
    reportMissed(text, of: file.path, in: file.source)
  }
}
