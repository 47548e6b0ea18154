internal import Glibc
internal import Model
internal import SystemPackage

/// One file that is followed: the open descriptor, the place, and what shows that the file is still the one that was read.
///
/// A class without locks: the reading thread owns it.
final class FollowedFile {
  let id: FileID
  /// The name that it had at the last look.
  var path: String {
    didSet { formerPath = oldValue }
  }
  /// The name before that one: where the file turns out to hold something else, it is another file that got the same number.
  private(set) var formerPath: String?
  /// Where its name led when it was opened, where a symbolic link stood in between, which may lead elsewhere by now.
  var target: String?
  /// Where its position is kept in the ledger.
  let key: String
  /// Where the ledger has positions of its name on devices with other numbers.
  var otherKeys: [String] = []
  unowned let source: FileSource
  /// Nil while it is closed, because descriptors are few and nothing is written to it.
  var descriptor: FileDescriptor?
  /// Its place among the open files, while it is one.
  var openPlace = 0
  var watch: Int32?

  /// The end of the last whole line that was handed over.
  var offset: Int64 = 0
  var head = Fingerprint()
  /// The last bytes before `offset`, at most ``FilePosition/tailLength``, and behind them the half line that was read.
  var carried: [UInt8] = []
  var contextCount = 0
  var splitter: LineSplitter
  /// The event time of the line before.
  var lineBefore: Instant?

  /// When an event whose end has not come is taken as it is.
  var eventDeadline: ContinuousClock.Instant?
  /// Whether it waits for its turn: something was written, or may have been.
  var isReady = false
  /// Whether its last turn came to nothing, so that the next look gives it another.
  var wantsTurn = false
  /// Whether its turn is now: its descriptor stays open.
  var isInTurn = false
  /// The file that had this name before and is to be read to its end first.
  var predecessor: FollowedFile?
  /// The text of a compressed file is being made: there is nothing to read before it is whole.
  var decompression: Decompression?
  /// A new file with a rotated name: it is read only when it is certain that it is no copy.
  var mayBeCopy = false
  /// Since when no pattern stands for it any more; moved on by every line that still comes.
  var departed: ContinuousClock.Instant?
  var watching = FileWatches.Watching.refused
  /// What it looked like when it was read last.
  var freshness: Freshness?
  var rewrites = Rewrites()
  /// Why it could not be read when its last turn came.
  var failure: Errno?
  /// Since when there has been something unread.
  var behindSince: Instant?
  /// A compressed file is never read as lines.
  var isCompressed = false

  init(id: FileID, path: String, source: FileSource) {
    self.id = id
    self.path = path
    self.source = source
    key = FollowedFile.key(of: id, source: source.name)
    splitter = source.lines.splitter(forTextBeginningWith: [])
  }

  static func key(of id: FileID, source: SourceName) -> String {
    "file/\(source)/\(id.device)-\(id.inode)"
  }

  /// What has been read, the half line included.
  var readOffset: Int64 { offset + Int64(carried.count - contextCount) }

  /// The half line that waits for its end.
  var halfLine: ArraySlice<UInt8> { carried[contextCount...] }

  /// Whether an event is open: its lines wait for what may belong to it.
  var hasOpenEvent: Bool { source.lines.joiner != nil && halfLine.contains(0x0A) }

  /// Whether it cannot be read before a text is there, its own or that of a file that is to be read first.
  ///
  /// A text that could not be made so far is not waited for.
  var awaitsText: Bool {
    if let decompression { return decompression.fault == nil }
    return predecessor?.awaitsText ?? false
  }

  /// The nearest of those before it that has something to be read first; what could not be read when its turn came is not waited for.
  var unreadPredecessor: FollowedFile? {
    var earlier = predecessor
    while let file = earlier {
      let isUnread = file.decompression == nil && file.unreadBytes > 0 && !file.wantsTurn
      if file.awaitsText || file.isReady || isUnread { return file }
      earlier = file.predecessor
    }
    return nil
  }

  /// Whether it has no name any more.
  var isRemoved: Bool {
    descriptor.flatMap(FileID.status)?.st_nlink == 0
  }

  /// Whether it can give its descriptor up: one that has left its name only where nothing is left to read.
  var isDispensable: Bool {
    if isInTurn { return false }
    return departed == nil || !isReady && !wantsTurn && unreadBytes == 0 && !isRemoved
  }

  /// Whether its lines were read or can be: a file that was closed before it was read may be gone when it has its turn.
  var hasItsLines: Bool {
    descriptor != nil || !isReady && !wantsTurn && freshness.map { readOffset >= $0.size } ?? false
  }

  /// Whether some bytes, at most ``FilePosition/headLength``, are what it begins with: by what is known of it, or by itself where nothing was read.
  func begins(with bytes: [UInt8]) -> Bool {
    if offset > 0 { return Fingerprint(bytes.prefix(head.length)) == head }
    let own = descriptor.map { try? FileContent($0).bytes(at: 0, count: FilePosition.headLength) } ?? []
    return own == bytes
  }

  /// When it was written last; nil where that is not to be had.
  var modified: Instant? { descriptor.flatMap(FileID.status)?.modified ?? freshness?.modified }

  /// What is written and not yet read, by what is known of the file's size.
  var unreadBytes: Int {
    if let decompression { return decompression.size }
    // All of a copy is known.
    let isHeld = mayBeCopy && !isReady
    guard !isCompressed, !isHeld, let descriptor, let size = FileID.status(of: descriptor)?.st_size else { return 0 }
    return max(0, size - Int(readOffset))
  }

  /// What the ledger keeps.
  var position: FilePosition {
    if var position = decompression?.position {
      (position.path, position.id) = (path, id)
      return position
    }
    var position = FilePosition(
      path: path,
      id: id,
      offset: offset,
      head: head,
      tail: Fingerprint(carried[..<contextCount])
    )
    position.isInsideCutLine = splitter.isInsideCutLine
    position.modified = freshness?.modified
    position.lineBefore = lineBefore
    position.target = target
    return position
  }

  /// Back to the beginning: the file holds something else now.
  func startOver() {
    offset = 0
    head = Fingerprint()
    carried = []
    contextCount = 0
    splitter = source.lines.splitter(forTextBeginningWith: [])
    eventDeadline = nil
  }
}
