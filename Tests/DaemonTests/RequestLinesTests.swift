@testable import Daemon
import Testing

@Suite("What comes from the control socket")
struct RequestLinesTests {
  private func kinds(_ requests: [RequestLines.Request]) -> [String] {
    requests.map { request in
      switch request {
      case .known: "known"
      case .unknown: "unknown"
      case .tooLong: "too long"
      }
    }
  }

  @Test("is taken by lines, in whatever pieces it comes")
  func pieces() {
    let bytes = Array(#"{"status":{}}"#.utf8) + [10] + Array("what?\n".utf8) + Array(#"{"outbox":{}}"#.utf8) + [10]
    for size in [1, 2, 3, 7, bytes.count] {
      var lines = RequestLines()
      let taken = stride(from: 0, to: bytes.count, by: size).flatMap { start in
        lines.take(bytes[start..<min(start + size, bytes.count)])
      }
      #expect(kinds(taken) == ["known", "unknown", "known"])
    }
  }

  @Test("is refused where it is too long, without being kept, and the next one is taken")
  func tooLong() {
    var lines = RequestLines()
    let piece = [UInt8](repeating: 32, count: 1 << 20)
    for _ in 0...RequestLines.longest >> 20 { #expect(lines.take(piece).isEmpty) }
    #expect(kinds(lines.take([10])) == ["too long"])
    #expect(kinds(lines.take(Array(#"{"status":{}}"#.utf8) + [10])) == ["known"])
  }
}
