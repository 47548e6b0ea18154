internal import Glibc
internal import Model
internal import SystemPackage

/// The files of one source: which there are, which are new, which have left.
///
/// A class without locks: the reading thread owns it.
final class FileSource {
  let lines: SourceLines
  let input: FileInput
  let patterns: [GlobPattern]
  let exclude: FileExclusion
  let rotatedNames: RotatedNames

  private(set) var files: [FileID: FollowedFile] = [:]
  /// The same by their paths; a path may be that of several generations.
  private(set) var named = FilesByName()
  /// Places of the ledger whose files have not been found yet; nil: a damaged one.
  var remembered: [String: FilePosition?] = [:]
  var knownPatterns: Set<String> = []
  /// What came and went between two looks.
  var arrivals = Arrivals()
  /// When the last look began that left nothing open, by the wall clock; nil before the first one.
  var lookedAt: Instant? {
    didSet { firstLookedAt = firstLookedAt ?? lookedAt }
  }
  private var firstLookedAt: Instant?
  /// Whether a compressed generation has not been looked into yet, because it may still be being written: it is known by the file from which it
  /// was made.
  var awaitsRest = false
  /// What was read and is not followed any more.
  var knownTexts = KnownTexts()
  /// Files that may be copies, by the logs that they would be copies of.
  private var undecided: [String: [FollowedFile]] = [:]
  /// What cannot be read now.
  private(set) var unreadable: [String: Int32] = [:]
  /// For want of what its files are looked at now and then.
  var shortage: FileWatches.Shortage?

  var name: SourceName { lines.name }

  init(_ lines: SourceLines, input: FileInput, rotatedNames: RotatedNames) {
    self.lines = lines
    self.rotatedNames = rotatedNames
    self.input = input
    patterns = input.patterns.map(GlobPattern.init)
    exclude = FileExclusion(input.exclude)
  }

  /// The file that has just got a name, where it is to be followed and is not yet.
  func newcomer(at path: String) -> FollowedFile? {
    guard covers(path), let status = FileID.status(of: path), status.isRegularFile else { return nil }
    let id = FileID(status)
    if let file = files[id], file.path != path { return nil }
    // A log that is copied and cut off keeps its file: of its copies nothing can be missed but what the log itself tells. And a link that is
    // pointed elsewhere may lead to what is known.
    let isLog = FileID.ownStatus(of: path)?.isRegularFile == true && !isGeneration(path)
    if isLog { arrivals.noteArrival(of: path) }
    guard files[id] == nil else { return nil }
    let file = FollowedFile(id: id, path: path, source: self)
    file.predecessor = holder(of: path)
    return file
  }

  /// The followed file that has a name, or had it last.
  func holder(of path: String) -> FollowedFile? {
    named[path].last { $0.departed == nil } ?? named[path].last
  }

  /// What was born before then is not new: `time`, or the first look, whichever is later; nil before the first look.
  func lookedSince(_ time: Instant) -> Instant? {
    firstLookedAt.map { max($0, time) }
  }

  /// The files that may be copies of a log: they have to be looked at again when it changes.
  func possibleCopies(of log: String) -> [FollowedFile] {
    guard let known = undecided[log] else { return [] }
    let copies = known.filter { $0.mayBeCopy && files[$0.id] === $0 }
    undecided[log] = copies.isEmpty ? nil : copies
    return copies
  }

  /// The same of the log that a followed file is, or was.
  func possibleCopies(of file: FollowedFile) -> [FollowedFile] {
    if undecided.isEmpty { return [] }
    return families(of: file).flatMap(possibleCopies)
  }

  func add(_ file: FollowedFile) {
    files[file.id] = file
    named.add(file)
    if file.mayBeCopy { undecided[family(of: file.path), default: []].append(file) }
  }

  func remove(_ file: FollowedFile) {
    if files[file.id] === file { files[file.id] = nil }
    named.remove(file)
  }

  /// A followed file has another name from now on.
  func rename(_ file: FollowedFile, to path: String) {
    named.remove(file)
    file.path = path
    named.add(file)
  }

  /// Notes what cannot be read; gives what is new and what is over.
  func update(unreadable now: [String: Int32]) -> [SourceReport] {
    defer { unreadable = now }
    let began = now.filter { unreadable[$0.key] == nil }.map { path, number in
      SourceReport.began(
        fault(at: path),
        "\(path) cannot be read (\(Errno(rawValue: number))); fleepd tries again and says when it can."
      )
    }
    let ended = unreadable.keys.filter { now[$0] == nil }.map { path in
      let isThere = FileID.ownStatus(of: path) != nil
      return SourceReport.ended(fault(at: path), "\(path) \(isThere ? "can be read again" : "is not there any more").")
    }
    lines.counts.faults += began.count
    return began + ended
  }

  /// Files that could not be read when their turn came, with the error's number.
  var failures: [String: Int32] {
    Dictionary(files.values.compactMap { file in file.failure.map { (file.path, $0.rawValue) } }) { first, _ in first }
  }

  var departedFiles: [FollowedFile] { files.values.filter { $0.departed != nil } }
  var hasUnwatchedFiles: Bool { files.values.contains { $0.watching != .watched } }
  var faults: [SourceFault] {
    unreadable.keys.sorted().map(fault) + files.values.filter(\.rewrites.isStorm).map(rewritingFault)
      + files.values.compactMap(\.decompression?.fault) + (shortage.map { [$0.fault(of: name)] } ?? [])
  }

  /// The fault that a file is rewritten in place all the time.
  func rewritingFault(of file: FollowedFile) -> SourceFault {
    SourceFault(kind: .rewritten, source: name, path: file.path)
  }

  private func fault(at path: String) -> SourceFault {
    SourceFault(kind: .unreadable, source: name, path: path)
  }

  /// Whether a path lies where nothing can be seen at present: then the file is not known to be gone.
  func isHidden(_ path: String, by unreadable: [String: Int32]) -> Bool {
    unreadable.keys.contains { path == $0 || path.hasPrefix($0 == "/" ? $0 : $0 + "/") }
  }
}
