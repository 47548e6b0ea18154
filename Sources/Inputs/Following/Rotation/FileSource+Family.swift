internal import Model

/// Which of the followed files belong together: a log, and its generations.
extension FileSource {
  /// The followed files that another may be the copy of: those whose name it has with something added, or whose generation it is.
  func originals(of file: FollowedFile) -> [FollowedFile] {
    let (folder, name) = PathParts.split(file.path)
    let logs = RotatedName.readings(of: name).map { PathParts.join(folder, $0.base) }
    let originals = logs.flatMap { [$0, $0 + RotatedName.interimMark] }.flatMap { named[$0] }
    // A generation that has lost its name has that of its log here.
    let family = file.departed == nil ? [] : named.generations(of: file.path)
    return (originals + family).filter { $0 !== file }
  }

  /// Whether a path is the rotated name of another that is followed.
  func isGeneration(_ path: String) -> Bool { family(of: path) != path }

  /// The followed files of a log and its generations, from the oldest to the newest; a listing may leave out one that is just being renamed.
  func followed(of log: String, listed: [Generation]) -> [FollowedFile] {
    var times: [FileID: Instant] = [:]
    for generation in listed { times[generation.id] = generation.status.modified }
    let unlisted = named[log].filter { times[$0.id] == nil }
    return (unlisted + listed.compactMap { files[$0.id] })
      .map { (file: $0, time: times[$0.id] ?? $0.modified ?? .epoch) }
      .sorted { $0.time < $1.time }
      .map(\.file)
  }

  /// What has the name of a log now.
  func current(of log: String) -> FollowedFile? {
    // What had it before may not be known to have lost it.
    named[log].last { $0.departed == nil }
  }

  /// The followed file from which a compressed generation was made; one that was closed before it was read may have had more lines by then.
  ///
  /// `current` is not asked, where it is given: a log that has just begun may begin as its generations do.
  func original(of generation: Generation, of log: String, before current: FollowedFile? = nil) -> FollowedFile? {
    var start: [UInt8]?
    let files = named.generations(of: log).filter { $0 !== current }
    return (files.filter(\.hasItsLines) + files.filter { !$0.hasItsLines }).first { file in
      guard let written = file.modified else { return false }
      // What compresses keeps the time of the last line, or, as logrotate does, that of the last one before it began to rotate.
      let age = generation.status.modified.duration(to: written)
      guard age < .seconds(1), age > .seconds(-1) || !file.hasItsLines else { return false }
      let beginning = start ?? generation.textBeginning(count: FilePosition.headLength)
      start = beginning
      return file.begins(with: beginning)
    }
  }

  /// The log that a followed name belongs to: where a pattern matches rotated names too, the one that they are the generations of.
  func family(of path: String) -> String {
    let (folder, name) = PathParts.split(path)
    let logs = RotatedName.readings(of: name).map(\.base).filter { covers(PathParts.join(folder, $0)) }
    return logs.min { $0.utf8.count < $1.utf8.count }.map { PathParts.join(folder, $0) } ?? path
  }

  /// The log that a followed file belongs to, and the one that it belonged to under the name before.
  func families(of file: FollowedFile) -> Set<String> {
    Set([file.path, file.formerPath].compactMap(\.self).map(family))
  }
}
