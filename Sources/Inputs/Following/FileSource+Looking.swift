internal import Glibc
internal import Model

/// Comparing what a source follows with what there is.
extension FileSource {
  /// What the patterns stand for now.
  struct Survey {
    /// A name, the first of its file.
    struct Name {
      let path: String
      let status: stat
      /// The pattern's place in the source.
      let pattern: Int
    }

    /// What was followed before: what came while the survey was made may have been missed by it.
    let followed: [FileID: FollowedFile]
    /// Each file once.
    fileprivate(set) var names: [Name] = []
    private var ids: Set<FileID> = []
    /// Further names of the same files.
    fileprivate var otherNames: [FileID: [String]] = [:]
    /// Folders to watch for names that come and go, and those above them that may be moved.
    fileprivate(set) var folders: Set<String> = []
    fileprivate(set) var ancestors: Set<String> = []
    fileprivate(set) var unreadable: [String: Int32] = [:]
    fileprivate(set) var fifos: Set<String> = []

    fileprivate init(followed: [FileID: FollowedFile]) { self.followed = followed }

    func holds(_ id: FileID) -> Bool { ids.contains(id) }

    fileprivate mutating func add(_ name: Name) {
      let id = FileID(name.status)
      if ids.insert(id).inserted { names.append(name) } else { otherNames[id, default: []].append(name.path) }
    }
  }

  /// Looks at what there is, which takes a while where there is much; `meanwhile` is called again and again.
  func survey(meanwhile: () -> Void) -> Survey {
    var survey = Survey(followed: files)
    for (index, pattern) in patterns.enumerated() {
      let walk = GlobWalk(pattern, meanwhile: meanwhile)
      survey.folders.formUnion(walk.folders)
      survey.ancestors.formUnion(walk.ancestors)
      survey.unreadable.merge(walk.unreadable) { first, _ in first }
      for file in walk.found {
        meanwhile()
        if exclude.contains(file.path) { continue }
        if file.status.isFIFO {
          survey.fifos.insert(file.path)
        } else {
          survey.add(Survey.Name(path: file.path, status: file.status, pattern: index))
        }
      }
    }
    return survey
  }

  /// What the comparison came to.
  struct Comparison {
    /// Files that were not followed before; they are not open yet.
    var appeared: [FollowedFile] = []
    /// The pattern, by its place in the source, that each new file was found with.
    var patternOf: [FileID: Int] = [:]
    /// Files to read: they changed since they were read, or left.
    var changed: [FollowedFile] = []
  }

  /// Compares what is followed with what was found; takes a time that grows with the number of files, some milliseconds for ten thousand.
  func compare(with survey: Survey, at now: ContinuousClock.Instant) -> Comparison {
    var comparison = Comparison()
    let remembered = rememberedKeys
    for name in survey.names {
      let id = FileID(name.status)
      if files[id] != nil { continue }
      let file = FollowedFile(id: id, path: name.path, source: self)
      // Before any gets another name: this one may have been that of a file which has moved on.
      file.predecessor = holder(of: name.path)
      file.otherKeys = remembered[name.path] ?? []
      comparison.appeared.append(file)
      comparison.patternOf[id] = name.pattern
    }
    for name in survey.names {
      let id = FileID(name.status)
      guard let file = files[id] else { continue }
      if file.path != name.path, survey.otherNames[id]?.contains(file.path) != true {
        rename(file, to: name.path)
        arrivals.noteFile(at: name.path, now: now)
      }
      file.departed = nil
      // One that waits for its turn is read anyway.
      if file.wantsTurn || file.freshness != name.status.freshness, !file.isReady { comparison.changed.append(file) }
    }
    for (id, file) in survey.followed where files[id] === file && !survey.holds(id) {
      if isHidden(file.path, by: survey.unreadable) { continue }
      // A number that is used again belongs to a file that has come meanwhile.
      if FileID.status(of: file.path).map(FileID.init) == id { continue }
      // One that left before is read again only where reading it failed.
      if file.departed == nil || file.wantsTurn { comparison.changed.append(file) }
      file.departed = file.departed ?? now
    }
    return comparison
  }
}
