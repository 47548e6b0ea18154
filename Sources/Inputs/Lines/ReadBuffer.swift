/// The memory that one thread reads into, for one file after the other.
final class ReadBuffer {
  let bytes: UnsafeMutableRawBufferPointer

  init(capacity: Int) {
    bytes = .allocate(byteCount: capacity, alignment: 64)
  }

  deinit {
    bytes.deallocate()
  }

  /// Copies bytes to a place in the buffer.
  func put(_ source: [UInt8], at place: Int = 0) {
    UnsafeMutableRawBufferPointer(rebasing: bytes[place..<(place + source.count)]).copyBytes(from: source)
  }
}
