internal import Glibc
internal import Model
internal import Patterns

/// Cuts what is read into blocks of whole lines, or into events of several: pieces of any length come in, what is not whole waits.
struct LineSplitter {
  /// Some UTF-8 to recognise: whole lines with their line feeds, one event, or the beginning of a line that is too long.
  struct Block {
    let bytes: UnsafeRawBufferPointer
    /// Whether the line is longer than the limit and this is its beginning.
    let isCut: Bool
    /// Whether it is one event, line feeds and all.
    var isEvent = false

    /// How many lines it is; one for a line without a line feed.
    var lineCount: Int {
      let count = LineFeeds.count(in: bytes)
      return bytes.last == 0x0A ? count : count + 1
    }
  }

  /// So many bytes at the beginning of a text tell its encoding.
  static let beginning = 4

  /// The longest line that is kept whole, in bytes, without its line feed.
  let limit: Int
  /// Nil: the bytes are UTF-8, or anything that is like ASCII.
  let decoder: TextDecoder?
  /// Whether the bytes that follow belong to a line whose beginning was handed over already.
  private(set) var isInsideCutLine: Bool
  /// Nil: every line is an event.
  private let joiner: EventJoiner?
  private let feed: TextEncoding.LineFeed

  init(limit: Int, joiner: EventJoiner? = nil, decoder: TextDecoder? = nil, isInsideCutLine: Bool = false) {
    feed = decoder?.lineFeed ?? .byte
    self.limit = limit * feed.width
    self.joiner = joiner
    self.decoder = decoder
    self.isInsideCutLine = isInsideCutLine
  }

  /// What stands before the first line: the NULs that a truncated file begins with, or, at its very beginning, a byte order mark.
  func leadingBytes(in bytes: UnsafeRawBufferPointer, isBeginning: Bool) -> (nuls: Int, mark: Int) {
    guard feed == .byte else {
      let isMarked = bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
      return (0, isBeginning && isMarked ? 2 : 0)
    }
    let nuls = LineSplitter.leadingNULs(in: bytes)
    return (nuls, isBeginning && nuls == 0 && bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0)
  }

  /// How many NULs some bytes begin with: by the page as long as there is nothing else.
  private static func leadingNULs(in bytes: UnsafeRawBufferPointer) -> Int {
    let page = 4096
    var count = 0
    // A page is all NULs where its first byte is one and each byte is like the next.
    while let base = bytes.baseAddress, count + page <= bytes.count, bytes[count] == 0,
      memcmp(base + count, base + count + 1, page - 1) == 0
    {
      count += page
    }
    return count + bytes[count...].prefix { $0 == 0 }.count
  }

  /// Hands over what can be from `bytes`, of which the first `searched` hold no line feed; gives how many are done with.
  mutating func split(_ bytes: UnsafeRawBufferPointer, searched: Int, take: (Block) -> Void) -> Int {
    var start = 0
    if isInsideCutLine {
      guard let end = feed.end(after: 0, in: bytes) else { return bytes.count / feed.width * feed.width }
      start = end
      isInsideCutLine = false
    }
    let fresh = joiner == nil ? max(start, searched / feed.width * feed.width) : start
    if let end = feed.lastEnd(after: fresh, in: bytes) {
      if let joiner {
        return join(bytes, from: start, to: end, with: joiner, take: take)
      }
      hand(over: UnsafeRawBufferPointer(rebasing: bytes[start..<end]), to: take)
      start = end
    }
    return cutWhatIsTooLong(bytes, from: start, take: take)
  }

  /// What stands at the end of something that ends without a line feed is a line, or the end of an event.
  func finish(_ rest: UnsafeRawBufferPointer, take: (Block) -> Void) {
    if !rest.isEmpty { give(rest, isEvent: joiner != nil, to: take) }
  }

  /// Hands over the events that are complete among whole lines; the open one stays, unless it is longer than a line may be.
  private mutating func join(
    _ bytes: UnsafeRawBufferPointer,
    from start: Int,
    to end: Int,
    with joiner: EventJoiner,
    take: (Block) -> Void
  ) -> Int {
    let raw = UnsafeRawBufferPointer(rebasing: bytes[start..<end])
    let open =
      start
      + withText(of: raw) { text in
        let open = joiner.join(text, limit: limit) { range in
          take(Block(bytes: UnsafeRawBufferPointer(rebasing: text[range]), isCut: false, isEvent: true))
        }
        return decoder == nil ? open : place(afterLines: text[..<open].count { $0 == 0x0A }, in: raw)
      }
    guard bytes.count - open > limit else { return open }
    if open < end { give(UnsafeRawBufferPointer(rebasing: bytes[open..<end]), isEvent: true, to: take) }
    return cutWhatIsTooLong(bytes, from: end, take: take)
  }

  private func place(afterLines count: Int, in bytes: UnsafeRawBufferPointer) -> Int {
    (0..<count).reduce(0) { place, _ in feed.end(after: place, in: bytes) ?? bytes.count }
  }

  private mutating func cutWhatIsTooLong(
    _ bytes: UnsafeRawBufferPointer,
    from start: Int,
    take: (Block) -> Void
  ) -> Int {
    let half = UnsafeRawBufferPointer(rebasing: bytes[start...])
    guard isTooLong(half) else { return start }
    give(cut(half), isCut: true, to: take)
    isInsideCutLine = true
    return start + half.count / feed.width * feed.width
  }

  /// Hands over a block of whole lines; one by one where some of them may be too long.
  private func hand(over lines: UnsafeRawBufferPointer, to take: (Block) -> Void) {
    guard lines.count > limit else {
      if !lines.isEmpty { give(lines, to: take) }
      return
    }
    var blockStart = 0
    var start = 0
    while let next = feed.end(after: start, in: lines) {
      let line = UnsafeRawBufferPointer(rebasing: lines[start..<(next - feed.width)])
      if isTooLong(line) {
        if blockStart < start { give(.init(rebasing: lines[blockStart..<start]), to: take) }
        give(cut(line), isCut: true, to: take)
        blockStart = next
      }
      start = next
    }
    if blockStart < lines.count { give(.init(rebasing: lines[blockStart...]), to: take) }
  }

  private func give(
    _ raw: UnsafeRawBufferPointer,
    isCut: Bool = false,
    isEvent: Bool = false,
    to take: (Block) -> Void
  ) {
    withText(of: raw) { take(Block(bytes: $0, isCut: isCut, isEvent: isEvent)) }
  }

  private func withText<Result>(of raw: UnsafeRawBufferPointer, body: (UnsafeRawBufferPointer) -> Result) -> Result {
    guard let decoder else { return body(raw) }
    return decoder.decode(raw).withUnsafeBytes(body)
  }

  /// Whether a line, without its line feed, exceeds the limit; a carriage return at its end does not count.
  private func isTooLong(_ line: UnsafeRawBufferPointer) -> Bool {
    line.count > limit && !(feed == .byte && line.count == limit + 1 && line.last == 0x0D)
  }

  /// The beginning of a line that is too long, not ending within a UTF-8 character.
  private func cut(_ line: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    var end = limit
    if decoder == nil {
      while end > 0, limit - end < 3, line[end] & 0xC0 == 0x80 { end -= 1 }
      if line[end] & 0xC0 == 0x80 { end = limit }
    }
    return UnsafeRawBufferPointer(rebasing: line[..<end])
  }
}
