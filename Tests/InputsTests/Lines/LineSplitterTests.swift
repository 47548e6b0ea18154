import Testing

@testable import Inputs
import TestSupport

@Suite("Bytes to lines")
struct LineSplitterTests {
  /// Feeds pieces as a reader does: what is not done with stands before the next piece.
  private func lines(_ pieces: [[UInt8]], limit: Int) -> [String] {
    var splitter = LineSplitter(limit: limit)
    var half: [UInt8] = []
    var lines: [String] = []
    for piece in pieces {
      let bytes = half + piece
      let done = bytes.withUnsafeBytes { bytes in
        splitter.split(bytes, searched: half.count) { block in
          Recognizer.eachLine(of: block.bytes) { line in
            lines.append(String(decoding: block.bytes[line], as: UTF8.self) + (block.isCut ? "…" : ""))
          }
        }
      }
      half = Array(bytes[done...])
    }
    return lines
  }

  @Test("Wherever reads end, the lines are the same", arguments: 0..<100)
  func anyPieces(seed: UInt64) {
    var numbers = SeededGenerator(seed: seed)
    let alphabet: [[UInt8]] = [
      [0x61], [0x61], [0x61], [0x0A], [0x0D, 0x0A], [0x0D], Array("é".utf8), Array("😀".utf8), [0],
    ]
    var text: [UInt8] = []
    for _ in 0..<400 { text += alphabet.randomElement(using: &numbers) ?? [] }
    text.append(0x0A)
    let limit = Int.random(in: 4...12, using: &numbers)
    var pieces: [[UInt8]] = []
    var rest = text[...]
    while !rest.isEmpty {
      let piece = rest.prefix(Int.random(in: 1...20, using: &numbers))
      pieces.append(Array(piece))
      rest = rest.dropFirst(piece.count)
    }
    #expect(lines(pieces, limit: limit) == lines([text], limit: limit))
    #expect(lines(pieces, limit: limit).count == text.count { $0 == 0x0A })
  }

  @Test("A line that is too long is cut, never within a character, and the next one is whole")
  func longLines() {
    let text = Array("12345\n1234567890\n12345678901\nééééééé\nnext\n1234567890\r\n".utf8)
    let expected = ["12345", "1234567890", "1234567890…", "ééééé…", "next", "1234567890"]
    #expect(lines([text], limit: 10) == expected)
    #expect(lines(text.map { [$0] }, limit: 10) == expected)
  }
}
