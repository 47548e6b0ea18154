internal import Model
internal import SystemPackage

/// Files that hold something else than what was read.
extension InputReader {
  /// Begins anew with a file that was cut off or rewritten; false where it is a capped log that is just being rewritten.
  ///
  /// `known` is what it looked like when it was read last.
  func replace(_ file: FollowedFile, readAt known: Freshness?) throws(Errno) -> Bool {
    var position = file.position
    position.modified = known?.modified
    // The half line is in the copy too, if there is one; then it was rotated, and not rewritten.
    if !file.rewrites.isStorm, finishCopy(of: file, at: position) {
      beginAnew(file)
      return true
    }
    if isHalfLineCompressed(of: file, readAt: known) {
      beginAnew(file)
      return true
    }
    if file.rewrites.note(at: clock.now) { reportRewritten(file) }
    if file.rewrites.isStorm, try file.resumeBehindKnownBytes() {
      restart(file)
      return true
    }
    // A capped log is empty, or half written, for a moment.
    if file.rewrites.isStorm, let freshness = file.freshness, !file.rewrites.isSettled(freshness, at: clock.now) {
      return false
    }
    finishHalfLine(of: file)
    beginAnew(file)
    return true
  }

  /// Whether all that was read of a file, a half line, is what a compressed generation begins with, which is read as one that was never seen.
  private func isHalfLineCompressed(of file: FollowedFile, readAt known: Freshness?) -> Bool {
    let half = file.halfLine.prefix(FilePosition.headLength)
    guard file.offset == 0, !half.isEmpty, let known else { return false }
    return file.source.families(of: file).flatMap { Generation.beside($0, by: rotatedNames) }.contains { generation in
      generation.hasCompressedName && known.modified < generation.status.modified + .seconds(1)
        && file.source.knownTexts.original(of: generation) != file.id
        && generation.textBeginning(count: half.count).elementsEqual(half)
    }
  }

  private func beginAnew(_ file: FollowedFile) {
    file.startOver()
    restart(file)
    for copy in file.source.possibleCopies(of: file) { enqueue(copy) }
  }

  /// Tells of capped logs that are no longer rewritten.
  func endRewriting(at now: ContinuousClock.Instant) {
    for source in sources {
      for file in source.files.values where file.rewrites.endIfOver(at: now) {
        report(.ended(source.rewritingFault(of: file), "\(file.path) is no longer rewritten again and again."))
      }
    }
  }

  private func restart(_ file: FollowedFile) {
    file.source.lines.counts.truncations += 1
    pending.move(file)
    enqueue(file)
  }

  private func reportRewritten(_ file: FollowedFile) {
    let text = """
      \(file.path) is rewritten in place again and again; from now on only what stands behind the bytes that were read last is read.
      """
    report(.began(file.source.rewritingFault(of: file), text))
  }
}
