internal import CLinux
internal import Glibc

/// Cuts what is read into blocks of whole lines, or into events of several: pieces of any length come in, what is not whole waits.
struct LineSplitter {
  /// Some bytes to recognise: whole lines with their line feeds, or the beginning of a line that is too long.
  struct Block {
    let bytes: UnsafeRawBufferPointer
    /// Whether the line is longer than the limit and this is its beginning.
    let isCut: Bool
    /// Whether it is one event, line feeds and all.
    var isEvent = false

    /// How many lines it is; one for a line without a line feed.
    var lineCount: Int {
      var count = 0
      for byte in bytes where byte == 0x0A { count &+= 1 }
      return bytes.last == 0x0A ? count : count + 1
    }
  }

  /// The longest line that is kept whole, without its line feed.
  let limit: Int
  /// Whether the bytes that follow belong to a line whose beginning was handed over already.
  private(set) var isInsideCutLine: Bool
  /// Nil: every line is an event.
  private let joiner: EventJoiner?

  init(limit: Int, joiner: EventJoiner? = nil, isInsideCutLine: Bool = false) {
    self.limit = limit
    self.joiner = joiner
    self.isInsideCutLine = isInsideCutLine
  }

  /// Hands over what can be from `bytes`, of which the first `searched` hold no line feed; gives how many are done with.
  mutating func split(_ bytes: UnsafeRawBufferPointer, searched: Int, take: (Block) -> Void) -> Int {
    guard let base = bytes.baseAddress, !bytes.isEmpty else { return 0 }
    var start = 0
    if isInsideCutLine {
      guard let end = memchr(base, 0x0A, bytes.count) else { return bytes.count }
      start = UnsafeRawPointer(end) - base + 1
      isInsideCutLine = false
    }
    let fresh = joiner == nil ? max(start, searched) : start
    if let last = fleepd_memrchr(base + fresh, 0x0A, bytes.count - fresh) {
      let end = last - base + 1
      if let joiner {
        return join(bytes, from: start, to: end, with: joiner, take: take)
      }
      hand(over: UnsafeRawBufferPointer(rebasing: bytes[start..<end]), to: take)
      start = end
    }
    return cutWhatIsTooLong(bytes, from: start, take: take)
  }

  /// Hands over the events that are complete among whole lines; the open one stays, unless it is longer than a line may be.
  private mutating func join(
    _ bytes: UnsafeRawBufferPointer,
    from start: Int,
    to end: Int,
    with joiner: EventJoiner,
    take: (Block) -> Void
  ) -> Int {
    func event(_ range: Range<Int>) -> Block {
      Block(bytes: UnsafeRawBufferPointer(rebasing: bytes[range]), isCut: false, isEvent: true)
    }
    let lines = UnsafeRawBufferPointer(rebasing: bytes[start..<end])
    let open =
      start + joiner.join(lines, limit: limit) { take(event((start + $0.lowerBound)..<(start + $0.upperBound))) }
    guard bytes.count - open > limit else { return open }
    if open < end { take(event(open..<end)) }
    return cutWhatIsTooLong(bytes, from: end, take: take)
  }

  private mutating func cutWhatIsTooLong(_ bytes: UnsafeRawBufferPointer, from start: Int, take: (Block) -> Void) -> Int
  {
    let half = UnsafeRawBufferPointer(rebasing: bytes[start...])
    guard isTooLong(half) else { return start }
    take(Block(bytes: LineSplitter.cut(half, to: limit), isCut: true))
    isInsideCutLine = true
    return bytes.count
  }

  /// Hands over a block of whole lines; one by one where some of them may be too long.
  private func hand(over lines: UnsafeRawBufferPointer, to take: (Block) -> Void) {
    guard lines.count > limit, let base = lines.baseAddress else {
      if !lines.isEmpty { take(Block(bytes: lines, isCut: false)) }
      return
    }
    var blockStart = 0
    var start = 0
    while start < lines.count, let end = memchr(base + start, 0x0A, lines.count - start) {
      let next = UnsafeRawPointer(end) - base + 1
      let line = UnsafeRawBufferPointer(rebasing: lines[start..<(next - 1)])
      if isTooLong(line) {
        if blockStart < start { take(Block(bytes: .init(rebasing: lines[blockStart..<start]), isCut: false)) }
        take(Block(bytes: LineSplitter.cut(line, to: limit), isCut: true))
        blockStart = next
      }
      start = next
    }
    if blockStart < lines.count { take(Block(bytes: .init(rebasing: lines[blockStart...]), isCut: false)) }
  }

  /// Whether a line, without its line feed, exceeds the limit; a carriage return at its end does not count.
  private func isTooLong(_ line: UnsafeRawBufferPointer) -> Bool {
    line.count > limit && !(line.count == limit + 1 && line.last == 0x0D)
  }

  /// The beginning of a line, at most `length` bytes, not ending within a UTF-8 character.
  static func cut(_ line: UnsafeRawBufferPointer, to length: Int) -> UnsafeRawBufferPointer {
    guard line.count > length else { return line }
    var end = length
    while end > 0, length - end < 3, line[end] & 0xC0 == 0x80 { end -= 1 }
    if line[end] & 0xC0 == 0x80 { end = length }
    return UnsafeRawBufferPointer(rebasing: line[..<end])
  }
}
