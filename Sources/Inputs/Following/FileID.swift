internal import Glibc
internal import Model
internal import SystemPackage

/// Device and inode: which file it is, whatever its names, until it is removed and the number is used again.
struct FileID: Hashable, Codable, Comparable {
  let device: UInt64
  let inode: UInt64

  init(_ status: stat) {
    device = UInt64(status.st_dev)
    inode = UInt64(status.st_ino)
  }

  /// The text of a compressed file, apart from the file itself: no file system has so many inodes.
  var ofText: FileID { FileID(device: device, inode: inode | 1 << 63) }

  private init(device: UInt64, inode: UInt64) {
    self.device = device
    self.inode = inode
  }

  static func < (left: FileID, right: FileID) -> Bool {
    (left.device, left.inode) < (right.device, right.inode)
  }

  /// The identity and kind of what a path leads to, symbolic links followed; nil with `errno` where it leads nowhere.
  static func status(of path: String) -> stat? {
    var status = stat()
    return stat(path, &status) == 0 ? status : nil
  }

  /// The identity and kind of what has the path itself, be it a symbolic link.
  static func ownStatus(of path: String) -> stat? {
    var status = stat()
    return lstat(path, &status) == 0 ? status : nil
  }

  /// The name that an open file has, without symbolic links; nil where it has none.
  static func name(of descriptor: FileDescriptor) -> String? {
    FileID.linkTarget(at: "/proc/self/fd/\(descriptor.rawValue)").flatMap { $0.hasPrefix("/") ? $0 : nil }
  }

  /// What a symbolic link says; nil where there is none.
  static func linkTarget(at path: String) -> String? {
    var target = [CChar](repeating: 0, count: Int(PATH_MAX))
    let length = readlink(path, &target, target.count)
    return length > 0 ? String(decoding: target.prefix(length).map { UInt8(bitPattern: $0) }, as: UTF8.self) : nil
  }

  /// The identity and kind of an open file.
  static func status(of descriptor: FileDescriptor) -> stat? {
    var status = stat()
    return fstat(descriptor.rawValue, &status) == 0 ? status : nil
  }
}

extension stat {
  var isRegularFile: Bool { st_mode & S_IFMT == S_IFREG }
  var isDirectory: Bool { st_mode & S_IFMT == S_IFDIR }
  var isFIFO: Bool { st_mode & S_IFMT == S_IFIFO }

  /// When it was written last.
  var modified: Instant { Instant(st_mtim) }

  /// When anything about it changed last: its bytes, its times, its owner.
  var changed: Instant { Instant(st_ctim) }

  /// What changes whenever something is written, even where the size stays.
  var freshness: Freshness { Freshness(size: Int64(st_size), modified: modified) }
}

extension Instant {
  /// A time of a file, which anybody may have set to a year that no instant holds: then it is the end of the range.
  init(_ time: timespec) {
    self = .epoch + .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
  }
}

/// Size and time of the last change.
struct Freshness: Equatable {
  var size: Int64
  var modified: Instant
}
