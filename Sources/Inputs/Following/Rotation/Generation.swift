internal import CLinux
internal import Glibc
internal import Model
internal import SystemPackage

/// A file that was, or was made from, what a log's name stood for once.
///
/// It is listed first and looked into later. By then it may have another name, and its own may be another's: so it is looked into by the name
/// that it has at that time.
struct Generation {
  /// The name that it had when it was listed.
  let path: String
  /// What it was like then.
  let status: stat
  /// What the log's name led to, where it was that of a symbolic link and this lies beside that.
  let target: String?
  /// What it lies beside: a log, or what its name led to.
  private let log: String
  private let name: RotatedName

  /// Of what it holds: of the text where it is compressed.
  var id: FileID { hasCompressedName ? FileID(status).ofText : FileID(status) }

  /// All that lie beside a log, from the oldest to the newest.
  ///
  /// `targets` are what its name led to where it is that of a symbolic link: those files are generations, and so is what lies beside them.
  static func beside(_ log: String, targets: [String?] = [], by names: RotatedNames = RotatedNames()) -> [Generation] {
    let linked = Set(targets.compactMap(\.self)).flatMap { target in
      let itself = file(at: target, as: RotatedName(log: PathParts.split(target).name), of: target, target: target)
      return rotated(of: target, target: target, by: names) + [itself].compactMap(\.self)
    }
    return (rotated(of: log, by: names) + linked).sorted { one, other in
      let (time, otherTime) = (one.status.modified, other.status.modified)
      return time == otherTime ? one.name.isOlder(than: other.name) : time < otherTime
    }
  }

  private static func rotated(of log: String, target: String? = nil, by names: RotatedNames) -> [Generation] {
    let folder = PathParts.split(log).folder
    return names.names(of: log).compactMap { name in
      file(at: PathParts.join(folder, name.text), as: name.reading, of: log, target: target)
    }
  }

  private static func file(at path: String, as name: RotatedName, of log: String, target: String? = nil) -> Generation?
  {
    guard let status = FileID.status(of: path), status.isRegularFile else { return nil }
    return Generation(path: path, status: status, target: target, log: log, name: name)
  }

  /// Opens it to read it.
  func open() throws(Errno) -> FileDescriptor {
    for name in names where isOf(FileID.status(of: name)) {
      do throws(Errno) {
        let descriptor = try OpenFiles.open(name)
        if isOf(FileID.status(of: descriptor)) { return descriptor }
        try? descriptor.close()
      } catch .noSuchFileOrDirectory {
        continue
      }
    }
    throw .noSuchFileOrDirectory
  }

  /// The name that it was listed by, and, where that does not lead to it any more, the one that it has by now.
  ///
  /// Where files are being renamed a listing may leave some out, and a name may be another's before it is used: so there are several.
  private var names: some Sequence<String> { (0...3).lazy.compactMap { $0 == 0 ? path : nameNow } }

  private var nameNow: String? { Generation.rotated(of: log, by: RotatedNames()).first { isOf($0.status) }?.path }

  private func isOf(_ status: stat?) -> Bool { status.map(FileID.init) == FileID(self.status) }

  /// What the file of a place is called since it was rotated, and why it cannot be read; nil where it can, or is not there.
  static func unreadable(at position: FilePosition, of log: String, by names: RotatedNames) -> (
    path: String, error: Errno
  )? {
    let generations = beside(log, targets: [position.target], by: names)
    guard let generation = generations.first(where: { $0.id == position.id }) else { return nil }
    return generation.readingError.map { (generation.path, $0) }
  }

  /// Why the file cannot be read; nil where it can.
  var readingError: Errno? {
    do throws(Errno) {
      let descriptor = try open()
      try? descriptor.close()
      return nil
    } catch {
      return error
    }
  }

  /// When the file was created; nil where the file system does not say.
  var birth: Instant? {
    for name in names {
      let birth = fleepd_birth_time(name, UInt64(status.st_ino))
      if birth >= 0 { return Instant(nanoseconds: birth) }
      if errno == ENOTSUP { return nil }
    }
    return nil
  }

  /// Times of birth are as coarse as the kernel's tick.
  static let tick = Duration.milliseconds(20)

  /// Whether the file was created after a time; false where the file system does not say.
  func isBorn(since time: Instant) -> Bool {
    let time = time - Generation.tick
    return status.changed >= time && birth.map { $0 >= time } ?? false
  }

  /// Files with rotated names whose logs a source would follow.
  static func any(in folder: String, of source: FileSource) -> [(generation: Generation, log: String)] {
    source.rotatedNames.all(in: folder).compactMap { name, readings in
      let logs = readings.filter { source.covers(PathParts.join(folder, $0.base)) }
      // `app.log.1.gz` is of `app.log`, be `app.log.1` a name that is followed or not.
      guard let log = logs.min(by: { $0.base.utf8.count < $1.base.utf8.count }),
        let generation = file(at: PathParts.join(folder, name), as: log, of: PathParts.join(folder, log.base))
      else { return nil }
      return (generation, generation.log)
    }
  }

  /// Whether it is compressed, and what it was made from, or is being made from just now, lies beside it: that is read.
  func isMade(fromOneOf generations: [Generation]) -> Bool {
    hasCompressedName
      && generations.contains { original in
        !original.hasCompressedName && path.hasPrefix(original.path + ".")
          && original.status.modified <= status.modified + .seconds(1)
      }
  }

  /// Whether the name says that the file is compressed.
  var hasCompressedName: Bool { RotatedName.isCompressed(path) }

  /// Whether the file holds what was read up to a position; of a compressed one only the beginning is looked at.
  func holds(_ position: FilePosition) -> Bool { last(heldOf: [position]) != nil }

  /// The last of some positions up to which the file holds what was read.
  func last(heldOf positions: [FilePosition]) -> FilePosition? {
    if hasCompressedName { return last(heldCompressedOf: positions) }
    guard let descriptor = try? open() else { return nil }
    defer { try? descriptor.close() }
    let content = FileContent(descriptor)
    return positions.last { (try? content.holds($0)) ?? false }
  }

  private func last(heldCompressedOf positions: [FilePosition]) -> FilePosition? {
    // Programs that compress keep the time of the last line, some of them in whole seconds; for a copy, logrotate gives them that of the last
    // line before it began to copy.
    let time = max(status.modified, birth ?? .epoch) + .seconds(1)
    let positions = positions.filter { $0.offset > 0 && time >= $0.modified ?? .epoch }
    guard !positions.isEmpty else { return nil }
    let start = textBeginning(count: FilePosition.headLength)
    return positions.last { Fingerprint(start.prefix($0.head.length)) == $0.head }
  }

  /// The first bytes of a compressed file's text, fewer where it is shorter; none where it is not compressed, or not to be decompressed.
  func textBeginning(count: Int) -> [UInt8] {
    guard let descriptor = try? open() else { return [] }
    defer { try? descriptor.close() }
    return Compression.textBeginning(of: descriptor, count: count)
  }
}
