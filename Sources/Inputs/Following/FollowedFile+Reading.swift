internal import Glibc
internal import Model
internal import SystemPackage

extension FollowedFile {
  /// What one turn of reading came to.
  enum Reading: Equatable {
    /// Everything that is there has been read.
    case atEnd
    case more
    /// The bytes that were read before are gone: the file was cut off, or holds something else now.
    case replaced
  }

  /// Reads on, at most `turn` bytes, and hands over what is whole.
  ///
  /// Every read begins a little before the place, where the bytes must be those that were read last time: so a file that was cut off
  /// is noticed even where it has grown beyond the place again, and at no cost.
  func read(_ turn: Int, with buffer: ReadBuffer, take: (LineSplitter.Block) -> Void) throws(Errno) -> Reading {
    guard let descriptor else { return .atEnd }
    // What holds lines again was cut off meanwhile, at a place where nothing had been read.
    if isCompressed { isCompressed = try FileContent(descriptor).compression() != nil }
    guard !isCompressed else { return .atEnd }
    let known = carried.count
    let proof = min(known, FilePosition.tailLength)
    buffer.put(carried)
    let window = UnsafeMutableRawBufferPointer(rebasing: buffer.bytes[(known - proof)..<(known + turn)])
    let count = try FileContent(descriptor).read(at: readOffset - Int64(proof), into: window)
    guard count >= proof, carried.suffix(proof).elementsEqual(window.prefix(proof)) else { return .replaced }
    guard count > proof else { return .atEnd }

    let filled = known - proof + count
    if offset == 0,
      Compression(magic: buffer.bytes[contextCount..<min(filled, contextCount + Compression.beginning)]) != nil
    {
      isCompressed = true
      return .atEnd
    }
    if offset == 0 { splitter = source.lines.splitter(forTextBeginningWith: buffer.bytes[contextCount..<filled]) }
    let start = contextCount + leadingBytesToSkip(in: UnsafeRawBufferPointer(rebasing: buffer.bytes[..<filled]))
    let searched = max(0, known - start)
    let done = splitter.split(.init(rebasing: buffer.bytes[start..<filled]), searched: searched, take: take)
    advance(over: UnsafeRawBufferPointer(rebasing: buffer.bytes[..<filled]), to: start + done)
    return count == window.count ? .more : .atEnd
  }

  /// Begins at the end of what is there: after the last line feed, so that a half line counts once it is whole, or behind that, where it is
  /// known.
  func startAtEnd(behindHalfLine: Bool = false) throws(Errno) {
    guard let descriptor, let size = FileID.status(of: descriptor).map({ Int64($0.st_size) }), size > 0 else { return }
    let content = FileContent(descriptor)
    splitter = source.lines.splitter(forTextBeginningWith: try content.bytes(at: 0, count: LineSplitter.beginning))
    let from = (size - min(size, Int64(splitter.limit))) & ~1
    let end = try content.bytes(at: from, count: Int(size - from))
    let feed = splitter.decoder?.lineFeed ?? .byte
    let lines = behindHalfLine ? nil : end.withUnsafeBytes { feed.lastEnd(after: 0, in: $0) }
    let place = from + Int64(lines ?? end.count)
    head = Fingerprint(try content.bytes(at: 0, count: Int(min(place, Int64(FilePosition.headLength)))))
    let context = min(place, Int64(FilePosition.tailLength))
    carried = try content.bytes(at: place - context, count: Int(context))
    (offset, contextCount) = (place, carried.count)
  }

  /// Goes on at a stored position; false where the file does not hold what was read then.
  func resume(at position: FilePosition) throws(Errno) -> Bool {
    guard let descriptor else { return false }
    let content = FileContent(descriptor)
    guard try content.holds(position) else { return false }
    carried = try content.context(before: position)
    (offset, head, contextCount) = (position.offset, position.head, carried.count)
    splitter = source.lines.splitter(
      forTextBeginningWith: try content.bytes(at: 0, count: LineSplitter.beginning),
      isInsideCutLine: position.isInsideCutLine
    )
    lineBefore = position.lineBefore
    return true
  }

  /// Goes on with what a copy holds beyond a stored position; false where it is no copy of what was read then.
  func goOn(behind position: FilePosition) throws(Errno) -> Bool {
    if try resume(at: position) { return true }
    // What came between the copying and the cutting was read in the log itself: all that the copy holds is known.
    guard let descriptor, try FileContent(descriptor).isCovered(by: position) else { return false }
    try startAtEnd(behindHalfLine: true)
    return true
  }

  /// Goes on behind the bytes that were read last, wherever they are by now; false where they are nowhere.
  func resumeBehindKnownBytes() throws(Errno) -> Bool {
    guard let descriptor, contextCount > 0, let size = FileID.status(of: descriptor).map({ Int64($0.st_size) }) else {
      return false
    }
    let content = FileContent(descriptor)
    let start = max(0, size - FollowedFile.longestSearch)
    let known = Array(carried[..<contextCount])
    let bytes = try content.bytes(at: start, count: Int(size - start))
    guard let place = bytes.lastPlace(of: known) else { return false }
    offset = start + Int64(place + known.count)
    head = Fingerprint(try content.bytes(at: 0, count: Int(min(offset, Int64(FilePosition.headLength)))))
    (carried, contextCount) = (known, known.count)
    return true
  }

  private static let longestSearch: Int64 = 4 << 20

  /// Hands over the lines of an open event, for which nothing more came in time.
  func closeEvent(take: (LineSplitter.Block) -> Void) {
    let feed = splitter.decoder?.lineFeed ?? .byte
    let bytes = carried
    bytes.withUnsafeBytes { bytes in
      guard let end = feed.lastEnd(after: contextCount, in: bytes) else { return }
      splitter.finish(UnsafeRawBufferPointer(rebasing: bytes[contextCount..<end]), take: take)
      advance(over: bytes, to: end)
    }
  }

  /// What stands before the first line.
  private func leadingBytesToSkip(in bytes: UnsafeRawBufferPointer) -> Int {
    let isAfterNULs = contextCount == 0 ? offset == 0 : bytes[contextCount - 1] == 0
    guard isAfterNULs else { return 0 }
    let fresh = UnsafeRawBufferPointer(rebasing: bytes[contextCount...])
    let (nuls, mark) = splitter.leadingBytes(in: fresh, isBeginning: offset == 0)
    source.lines.counts.skippedNULs += nuls
    return nuls + mark
  }

  /// Moves the place to `done` and keeps what the next turn needs: some bytes before it, and the half line behind it.
  private func advance(over bytes: UnsafeRawBufferPointer, to done: Int) {
    let missing = FilePosition.headLength - head.length
    if missing > 0, offset == Int64(head.length) { head.extend(by: bytes[contextCount..<done].prefix(missing)) }
    offset += Int64(done - contextCount)
    let contextStart = max(0, done - FilePosition.tailLength)
    carried = Array(bytes[contextStart...])
    contextCount = done - contextStart
  }
}

extension [UInt8] {
  /// Where other bytes stand last; nil where they do not.
  fileprivate func lastPlace(of other: [UInt8]) -> Int? {
    guard other.count <= count else { return nil }
    return withUnsafeBytes { bytes in
      other.withUnsafeBytes { other in
        (0...(bytes.count - other.count)).reversed().first { place in
          UnsafeRawBufferPointer(rebasing: bytes[place..<(place + other.count)]).elementsEqual(other)
        }
      }
    }
  }
}
