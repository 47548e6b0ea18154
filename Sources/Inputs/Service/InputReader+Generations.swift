internal import Glibc
internal import Model
internal import SystemPackage

extension InputReader {
  /// Finishes what a log's name stood for before: the generations that were not read to their end, and those that were never seen.
  ///
  /// `lost` are positions whose files do not have the log's name any more. `current` is what has it now; when that is new, generations
  /// between it and the last one known were written and rotated away unseen, and are read from their beginnings. Gives the positions whose
  /// files were found nowhere.
  @discardableResult
  func finishGenerations(
    of log: String,
    lost: [FilePosition],
    current: FollowedFile?,
    isNew: Bool,
    in source: FileSource
  ) -> [FilePosition] {
    let generations = Generation.beside(
      log,
      targets: lost.map(\.target) + [current?.predecessor?.target],
      by: rotatedNames
    )
    for generation in generations { forgetReplaced(by: generation, in: source) }
    var known = generations.lastIndex { source.files[$0.id] != nil && source.files[$0.id] !== current }
    var missing: [FilePosition] = []
    var newest = current?.predecessor?.freshness?.modified
    for position in lost.sorted(by: { ($0.modified ?? .epoch) < ($1.modified ?? .epoch) }) {
      // Of a file in which nothing was found it is known only when that was.
      if let time = position.modified ?? source.lookedAt { newest = max(newest ?? .epoch, time) }
      if goOnInCopy(of: log, at: position, in: source) { continue }
      if let index = finish(generations, at: position, of: log, in: source) {
        known = max(known ?? index, index)
      } else {
        missing.append(position)
      }
    }
    if isNew {
      let unseen = generations.enumerated().filter { index, generation in
        known.map { index > $0 } ?? newest.map { generation.status.modified >= $0 } ?? false
      }
      for (_, generation) in unseen where !source.knows(generation.id) {
        // While running, a compressed generation is mostly one that was read: `followUnseen` tells which is not.
        if generation.hasCompressedName {
          if lost.isEmpty || generation.isMade(fromOneOf: generations) { continue }
          if isMadeFromFollowed(generation, of: log, before: current, in: source) { continue }
        }
        // What was read of it before it was seen as a generation of this log is no reason to read that again.
        let read = generation.last(heldOf: source.placesRead(of: log))
        followGeneration(generation, of: log, at: read, mayBeCopy: lost.isEmpty, in: source)
      }
    }
    order(log, listed: generations, current: current, in: source)
    return missing
  }

  /// Forgets a file that was closed after it left its name, and is gone by now: its number is that of a generation.
  func forgetReplaced(by generation: Generation, in source: FileSource) {
    guard let file = source.files[generation.id], file.departed != nil, file.descriptor == nil, !file.isReady,
      file.decompression == nil, generation.readingError == nil, !generation.holds(file.position)
    else { return }
    source.knownTexts.note(file.position, at: now())
    forget(file)
  }

  /// Opens a file that may have been renamed since it was closed.
  func open(_ file: FollowedFile) throws(Errno) -> Bool {
    if file.departed == nil || file.descriptor != nil { return try openFiles.open(file) }
    if file.decompression != nil { return false }
    let generations = Generation.beside(file.source.family(of: file.path), targets: [file.target], by: rotatedNames)
    guard let generation = generations.first(where: { $0.id == file.id }) else { return false }
    openFiles.adopt(try generation.open(), for: file)
    return true
  }

  /// A file that was closed, and then left its name, is nowhere any more: what was not read of it may be in a compressed generation.
  func findAgain(_ file: FollowedFile) {
    let source = file.source
    if file.decompression != nil { return }
    forget(file)
    let log = source.family(of: file.path)
    let current = source.current(of: log)
    let search = findGenerations(of: log, lost: [file.position], current: current, isNew: false, in: source)
    guard !search.missing.isEmpty else { return }
    source.knownTexts.note(file.position, at: now())
    if let size = file.freshness?.size, size > file.readOffset { reportMissed(file.position, in: source) }
  }

  /// What became of positions whose files do not have their names any more.
  struct Search {
    /// Those whose files were found nowhere.
    var missing: [FilePosition]
    /// Generations that cannot be read at present, with the error's number: their places are kept.
    var unreadable: [String: Int32] = [:]
  }

  /// Finishes generations; a listing of a folder in which files are being renamed may leave some out, so there are several tries.
  func findGenerations(
    of log: String,
    lost: [FilePosition],
    current: FollowedFile?,
    isNew: Bool,
    in source: FileSource
  ) -> Search {
    var search = Search(missing: lost)
    for _ in 0..<3 where !search.missing.isEmpty {
      search.missing = finishGenerations(of: log, lost: search.missing, current: current, isNew: isNew, in: source)
    }
    search.missing.removeAll { position in
      guard let (path, error) = Generation.unreadable(at: position, of: log, by: rotatedNames) else { return false }
      search.unreadable[path] = error.rawValue
      keep(position, in: source)
      return true
    }
    return search
  }

  /// What was read and is gone from a file that was cut off may be in a copy, with lines that came in between: they are read there.
  ///
  /// False where there is no such copy.
  func finishCopy(of file: FollowedFile, at position: FilePosition) -> Bool {
    guard position.offset > 0 else { return false }
    let source = file.source
    let log = source.family(of: file.path)
    var missing = findGenerations(of: log, lost: [position], current: file, isNew: false, in: source).missing
    if let former = file.formerPath.map(source.family), former != log {
      let current = source.current(of: former)
      missing = findGenerations(of: former, lost: missing, current: current, isNew: false, in: source).missing
    }
    for position in missing { source.knownTexts.note(position, at: now()) }
    return missing.isEmpty
  }

  /// Whether a new file with a rotated name is, or is becoming, the copy of a file that is followed: then its lines are known.
  private func isCopy(_ file: FollowedFile) throws(Errno) -> Bool {
    guard let descriptor = file.descriptor, let size = FileID.status(of: descriptor)?.st_size, size > 0 else {
      return true
    }
    let content = FileContent(descriptor)
    for original in file.source.originals(of: file) {
      // The text of a compressed generation may be the same; when it is there, that can be told.
      if original.decompression != nil { return true }
      if original.offset > 0, try content.holds(original.position) { return true }
      guard try open(original), let other = original.descriptor else { continue }
      let originalContent = FileContent(other)
      if try content.isBeginning(of: originalContent, size: Int64(size)) { return true }
      // The original has just been cut off, maybe since the copy was looked at: its own turn, which comes now, tells.
      if original.offset > 0, try !originalContent.holds(original.position) {
        enqueue(original)
        return true
      }
    }
    return false
  }

  /// Decides about a file that may be a copy; false while it is to wait.
  ///
  /// A copy that is expected is gone on with from the place.
  func settle(_ file: FollowedFile) throws(Errno) -> Bool {
    if try isCopy(file) {
      file.behindSince = nil
      return false
    }
    file.mayBeCopy = false
    let places = file.source.placesRead(of: file.source.family(of: file.path))
    for position in places.reversed() where try file.goOn(behind: position) { break }
    pending.move(file)
    return true
  }

  /// Goes on in a copy that is open already, whatever became of its name; false where none holds what was read.
  private func goOnInCopy(of log: String, at position: FilePosition, in source: FileSource) -> Bool {
    guard position.offset > 0 else { return false }
    for file in source.possibleCopies(of: log) where file.descriptor != nil {
      guard (try? file.goOn(behind: position)) == true else { continue }
      file.mayBeCopy = false
      pending.move(file)
      enqueue(file)
      return true
    }
    return false
  }

  /// Goes on in the one of some generations that holds what was read, by its place among them; one that is not compressed costs less.
  private func finish(_ generations: [Generation], at position: FilePosition, of log: String, in source: FileSource)
    -> Int?
  {
    let order =
      generations.indices.filter { !generations[$0].hasCompressedName }
      + generations.indices.filter { generations[$0].hasCompressedName }
    return order.first { finish(generations[$0], at: position, of: log, in: source) }
  }

  /// Goes on in a generation that holds what was read; false where it does not.
  private func finish(_ generation: Generation, at position: FilePosition, of log: String, in source: FileSource)
    -> Bool
  {
    // Where nothing was read there is nothing to know it by but which file it is, or was made from.
    let isSame =
      position.offset == 0
      && (generation.id == position.id || source.knownTexts.original(of: generation) == position.id)
    if let file = source.files[generation.id] {
      if isSame { return true }
      if let decompression = file.decompression, decompression.position == nil, generation.holds(position) {
        decompression.position = position
        file.mayBeCopy = false
        pending.move(file)
        return true
      }
      guard file.mayBeCopy, (try? open(file)) == true, (try? file.resume(at: position)) == true else {
        return false
      }
      file.mayBeCopy = false
      pending.move(file)
      enqueue(file)
      return true
    }
    guard isSame || generation.holds(position) else { return false }
    // Where nothing was read it has not been decided yet whether it is a copy.
    return followGeneration(generation, of: log, at: position, mayBeCopy: position.offset == 0, in: source) != nil
  }

  @discardableResult
  func followGeneration(
    _ generation: Generation,
    of log: String,
    at position: FilePosition?,
    mayBeCopy: Bool = false,
    in source: FileSource
  ) -> FollowedFile? {
    let file = FollowedFile(id: generation.id, path: log, source: source)
    file.target = generation.target
    file.mayBeCopy = mayBeCopy
    file.departed = clock.now
    if generation.hasCompressedName {
      decompress(generation, for: file, at: position)
      return file
    }
    do {
      openFiles.adopt(try generation.open(), for: file)
      if let position { _ = try file.resume(at: position) }
      source.add(file)
      file.watching = watches.watch(file)
      pending.move(file)
      enqueue(file)
      return file
    } catch {
      openFiles.close(file)
      noteUnreadable(file, because: error)
      return nil
    }
  }

  /// Remembers a file that cannot be read yet by its identity, so that it is found though it may have been renamed by the time it can.
  func noteUnreadable(_ file: FollowedFile, because error: Errno) {
    // Anything else may well mean that it is gone.
    if error == .permissionDenied, !file.source.knows(file.id) { keep(file.position, in: file.source) }
  }

  /// Keeps the place of a file that cannot be read now; every look asks for it again.
  func keep(_ position: FilePosition, in source: FileSource) {
    let key = FollowedFile.key(of: position.id, source: source.name)
    source.remembered[key] = position
    pending.set(key, to: position.encoded())
  }

  /// Tells of lines that were never seen.
  func reportMissed(_ position: FilePosition, in source: FileSource) {
    let text = """
      What \(position.path) held when \(position.offset) bytes of it had been read is nowhere beside it; \
      lines that came after that were not seen. fleepd goes on with what is there now.
      """
    reportMissed(text, of: position.path, in: source)
  }

  func reportMissed(_ text: String, of log: String, in source: FileSource) {
    report(.began(source.lines.miss(log, at: clock.now), text))
  }
}
