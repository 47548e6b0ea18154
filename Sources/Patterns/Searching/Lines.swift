internal import CLinux
internal import Glibc

/// Lines in a block of bytes: they end at a line feed, and a carriage return before it is no part of the line.
struct Lines {
  private let block: UnsafeRawBufferPointer

  init(in block: UnsafeRawBufferPointer) {
    self.block = block
  }

  private static let lineFeed: CInt = 0x0A

  /// The offset of the first line feed at or after `offset`; the block's end where there is none.
  func end(from offset: Int) -> Int {
    guard let base = block.baseAddress, let found = memchr(base + offset, Lines.lineFeed, block.count - offset) else {
      return block.count
    }
    return UnsafeRawPointer(found) - base
  }

  /// The offset behind the last line feed in the given part; the part's start where there is none.
  func start(before offset: Int, from start: Int) -> Int {
    guard let base = block.baseAddress,
      let found = fleepd_memrchr(base + start, Lines.lineFeed, offset - start)
    else { return start }
    return found - base + 1
  }

  /// The line without a carriage return at its end.
  func content(from start: Int, to end: Int) -> Range<Int> {
    end > start && block[end - 1] == 0x0D ? start..<end - 1 : start..<end
  }

  /// The end of the longest part from `start` on that holds whole lines and is at most `length` long, or of one line that is longer.
  func endOfWholeLines(from start: Int, length: Int) -> Int {
    guard block.count - start > length else { return block.count }
    let end = self.start(before: start + length, from: start)
    return end > start ? end : min(self.end(from: start) + 1, block.count)
  }
}
