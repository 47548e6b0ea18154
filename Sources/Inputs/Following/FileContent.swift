internal import Glibc
internal import SystemPackage

/// The bytes of an open file.
struct FileContent {
  private let descriptor: FileDescriptor

  init(_ descriptor: FileDescriptor) {
    self.descriptor = descriptor
  }

  /// As many bytes as there are at a place, up to the buffer's length.
  ///
  /// One call, and never a second one for what is missing: between two the file may be cut off and written anew, and the parts would not
  /// belong together.
  func read(at place: Int64, into buffer: UnsafeMutableRawBufferPointer) throws(Errno) -> Int {
    while true {
      let count = pread(descriptor.rawValue, buffer.baseAddress, buffer.count, off_t(place))
      if count >= 0 { return count }
      if errno != EINTR { throw Errno(rawValue: errno) }
    }
  }

  /// The bytes at a place, fewer where the file ends before.
  func bytes(at place: Int64, count: Int) throws(Errno) -> [UInt8] {
    guard place >= 0 else { return [] }
    var bytes = [UInt8](repeating: 0, count: count)
    let result = bytes.withUnsafeMutableBytes { buffer in
      Result { () throws(Errno) in try read(at: place, into: buffer) }
    }
    return Array(bytes.prefix(try result.get()))
  }

  /// How the file is compressed, by how it begins; nil where it is not.
  func compression() throws(Errno) -> Compression? {
    Compression(magic: try bytes(at: 0, count: Compression.beginning))
  }

  /// Whether the file holds what was read up to a position: its beginning, and what stood just before the place.
  func holds(_ position: FilePosition) throws(Errno) -> Bool {
    // Where nothing was read there is nothing to know a file by.
    guard position.offset > 0 else { return false }
    let start = try bytes(at: 0, count: position.head.length)
    guard Fingerprint(start) == position.head else { return false }
    return Fingerprint(try context(before: position)) == position.tail
  }

  /// Whether the file, by its beginning and its length, holds no more than what was read up to a position.
  func isCovered(by position: FilePosition) throws(Errno) -> Bool {
    guard let size = FileID.status(of: descriptor)?.st_size, size <= position.offset else { return false }
    let start = try bytes(at: 0, count: position.head.length)
    return start.count == position.head.length && Fingerprint(start) == position.head
  }

  /// What stands just before a position.
  func context(before position: FilePosition) throws(Errno) -> [UInt8] {
    try bytes(at: position.offset - Int64(position.tail.length), count: position.tail.length)
  }

  /// Whether another file begins with all that this one holds, by what can be seen at both ends.
  func isBeginning(of other: FileContent, size: Int64) throws(Errno) -> Bool {
    guard size > 0 else { return false }
    let start = try bytes(at: 0, count: FilePosition.headLength)
    let end = Int64(min(size, Int64(FilePosition.tailLength)))
    let tail = try bytes(at: size - end, count: Int(end))
    guard try start == other.bytes(at: 0, count: start.count) else { return false }
    return try tail == other.bytes(at: size - end, count: Int(end))
  }
}
