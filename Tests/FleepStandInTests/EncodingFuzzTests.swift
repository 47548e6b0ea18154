import FleepHooks
import Testing

@testable import FleepStandIn

/// Holds what FleepHooks writes against what the strict stand-in reads; neither shares code with the other.
@Suite("What is encoded is what is read")
struct EncodingFuzzTests {
  private static let characters: [Unicode.Scalar] = [
    "a", "b", " ", "\n", "\r", "\t", "\"", "\\", "/", "&", "=", "+", "%", "<", "é", "漢", "🙂", "\u{301}", "\u{0}",
    "\u{7}",
    "\u{1B}", "\u{7F}", "\u{85}", "\u{9F}", "\u{FFFE}", "\u{FFFF}", "\u{1FFFE}", "\u{202E}", "\u{2028}", "\u{FEFF}",
    "-", ";",
  ]

  @Test("Any text arrives without what Fleep drops, the same in each encoding", arguments: 1...3 as ClosedRange<UInt64>)
  func texts(_ seed: UInt64) throws {
    var random = Generator(state: seed)
    for _ in 0..<1_000 {
      let text = "x" + randomText(&random)
      let user = randomText(&random)
      let message = HookMessage(text: text, user: user)
      let received = try HookMessage.Encoding.allCases.map { try read(message.encoded(as: $0)) }
      let first = try #require(received.first)
      #expect(received.allSatisfy { $0 == first }, "\(text.debugDescription) by \(user.debugDescription)")
      #expect(first.warnings.isEmpty)
      #expect(first.text.unicodeScalars.filter(\.isASCII) == expected(text), "\(text.debugDescription)")
    }
  }

  private func randomText(_ random: inout Generator) -> String {
    let scalars = (0..<Int.random(in: 0...30, using: &random)).compactMap { _ in
      EncodingFuzzTests.characters.randomElement(using: &random)
    }
    return String(String.UnicodeScalarView(scalars))
  }

  /// The ASCII characters of a text that arrive, which is simpler to say than all.
  private func expected(_ text: String) -> [Unicode.Scalar] {
    var scalars: [Unicode.Scalar] = []
    var previous: Unicode.Scalar = "x"
    for scalar in text.unicodeScalars {
      defer { previous = scalar }
      if scalar == "\n" && previous == "\r" { continue }
      if scalar == "\r" { scalars.append("\n") }
      if scalar == "\n" || scalar == "\t" || (0x20..<0x7F).contains(scalar.value) { scalars.append(scalar) }
    }
    return scalars
  }

  private func read(_ request: HookRequest) throws -> CheckedMessage {
    let fields =
      switch request.body {
      case .bytes(let bytes): try ReceivedFields(bytes, as: try MediaType(request.contentType))
      case .multipart(let parts): try ReceivedFields(written(parts), as: .multipart(boundary: Array("XYZ".utf8)))
      }
    return try CheckedMessage(fields, settings: StandInSettings())
  }

  /// SplitMix64, so that a seed gives the same texts everywhere.
  private struct Generator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
      return mixed ^ mixed >> 31
    }
  }
}
