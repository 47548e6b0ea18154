internal import Model

/// What the ledger knew of a source's files when the inputs were started.
extension FileSource {
  /// Where the ledger keeps which patterns the source has had.
  var patternsKey: String { "patterns/\(name)" }

  /// Where the ledger keeps what was read of files that are gone.
  var textsKey: String { "texts/\(name)" }

  /// The name of the source that a key belongs to.
  static func name(inKey key: String) -> String {
    let parts = key.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { return "" }
    guard parts[0] == "file", let end = parts[1].lastIndex(of: "/") else { return String(parts[1]) }
    return String(parts[1][..<end])
  }

  /// Takes over the places that belong to this source; a damaged one counts as none.
  func remember(_ places: [String: [UInt8]]) {
    let known = KnownPatterns(stored: places[patternsKey])
    knownPatterns = Set(known.patterns)
    lookedAt = known.lookedAt
    knownTexts = KnownTexts(stored: places[textsKey])
    for (key, place) in places where key.hasPrefix("file/") && FileSource.name(inKey: key) == name.text {
      remembered.updateValue(FilePosition(place), forKey: key)
    }
  }

  /// Whether a pattern has never been looked for before: then files that exist are not new.
  func isNew(pattern: Int) -> Bool {
    !knownPatterns.contains(input.patterns[pattern])
  }

  /// From now on no pattern is new; gives what the ledger is to keep.
  func learnPatterns() -> [UInt8] {
    knownPatterns = Set(input.patterns)
    return KnownPatterns(input.patterns, lookedAt: lookedAt).encoded()
  }

  /// Whether a path is one that the source follows when it is there.
  func covers(_ path: String) -> Bool {
    !exclude.contains(path) && patterns.contains { $0.matches(path) }
  }

  /// The place of a file that was followed before, once.
  func takeRemembered(_ key: String) -> FilePosition? {
    remembered.removeValue(forKey: key) ?? nil
  }

  /// The places up to which something of a log was read that is gone, or of which nothing can be said at present.
  func placesRead(of log: String) -> [FilePosition] {
    hidden(of: log).values.sorted { $0.offset < $1.offset } + knownTexts.positions
  }

  /// The places of a log of which nothing can be said at present, by their keys.
  private func hidden(of log: String) -> [String: FilePosition] {
    remembered.compactMapValues(\.self).filter { family(of: $1.path) == log }
  }

  /// Moves the places of a log that cannot be read at present on to where its copy was read, so that this is not read again; gives them.
  func moveRemembered(to copy: FollowedFile) -> [String: FilePosition] {
    guard let content = copy.descriptor.map(FileContent.init) else { return [:] }
    let moved = hidden(of: family(of: copy.path))
      .filter { $1.offset < copy.offset && (try? content.holds($1)) == true }
      .mapValues { position in
        var place = copy.position
        (place.path, place.target, place.id, place.modified) =
          (position.path, position.target, position.id, position.modified)
        return place
      }
    remembered.merge(moved) { $1 }
    return moved
  }

  /// Whether a file is followed, or was, and cannot be read now.
  func knows(_ id: FileID) -> Bool {
    files[id] != nil || remembered[FollowedFile.key(of: id, source: name)] != nil
  }

  /// Takes the places whose files do not have their names any more: they were not found, and nothing hid them.
  func takeLost(hiddenBy unreadable: [String: Int32], at now: Instant) -> [String: FilePosition?] {
    let lost = remembered.filter { _, position in
      position.map { !isHidden($0, by: unreadable) && !$0.isAway(at: now, by: rotatedNames) } ?? true
    }
    for key in lost.keys { remembered[key] = nil }
    return withPresentLogs(lost)
  }

  /// A file may have become the generation of another log, where names were swapped before one was rotated: then its place is that log's.
  private func withPresentLogs(_ places: [String: FilePosition?]) -> [String: FilePosition?] {
    let folders = Dictionary(grouping: places.values.compactMap(\.self)) { PathParts.split($0.path).folder }
    var logs: [FileID: (generation: Generation, log: String)] = [:]
    for folder in folders.keys {
      for found in Generation.any(in: folder, of: self) { logs[found.generation.id] = found }
    }
    return places.mapValues { position in
      guard var position, let (generation, log) = logs[position.id] else { return position }
      // Its number may be that of another by now.
      if position.offset == 0 || generation.holds(position) { position.path = log }
      return position
    }
  }

  /// Whether nothing can be said of a place's file at present.
  private func isHidden(_ position: FilePosition, by unreadable: [String: Int32]) -> Bool {
    guard isHidden(position.path, by: unreadable) else { return false }
    // A file that cannot be read hides itself only, and not another that had the name before it.
    guard unreadable[position.path] != nil, let status = FileID.status(of: position.path) else { return true }
    return FileID(status) == position.id
  }
}
