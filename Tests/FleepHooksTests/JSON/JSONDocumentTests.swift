import FleepHooks
import FoundationEssentials
import Testing

@Suite("JSON, read strictly")
struct JSONDocumentTests {
  private func value(_ text: String) throws -> JSONValue { try JSONDocument(Array(text.utf8)).value }

  @Test(
    "Each kind of value is read, numbers with their digits",
    arguments: [
      ("null", JSONValue.null), (" true ", .bool(true)), ("false", .bool(false)), ("-0.50e+7", .number("-0.50e+7")),
      ("12345678901234567890", .number("12345678901234567890")), ("\"\"", .string("")), ("[]", .array([])),
      ("{}", .object([:])),
      (#"[1,"2",[null]]"#, .array([.number("1"), .string("2"), .array([.null])])),
      (#"{"a":{"b":1}}"#, .object(["a": .object(["b": .number("1")])])),
      (#""\"\\\/\b\f\n\r\t\u0041\u00e9\ud83d\ude42""#, .string("\"\\/\u{8}\u{C}\n\r\tAé🙂")),
    ]
  )
  func kinds(_ text: String, _ expected: JSONValue) throws {
    #expect(try value(text) == expected)
  }

  @Test(
    "What is not JSON is refused",
    arguments: [
      "", " ", "nul", "truex", "01", "-", "1.", "1e", "+1", ".5", "\"", "\"\\x\"", "\"\\u12\"", "\"\u{1}\"", "[",
      "[1,]", "[1 2]",
      "{", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "{\"a\":1 \"b\":2}", "1 2", "{\"a\":1,\"a\":1}", "NaN", "'a'",
      "\u{FEFF}1",
      "// c\n1",
    ]
  )
  func refused(_ text: String) {
    #expect(throws: JSONFault.self) { try value(text) }
  }

  @Test(
    "Half a surrogate pair is U+FFFD, and counted",
    arguments: [
      (#""\ud83d""#, "\u{FFFD}", 1), (#""\ude42\ud83d""#, "\u{FFFD}\u{FFFD}", 2), (#""\ud83d\u0041""#, "\u{FFFD}A", 1),
    ]
  )
  func surrogates(_ text: String, _ expected: String, _ count: Int) throws {
    let document = try JSONDocument(Array(text.utf8))
    #expect(document.value == .string(expected))
    #expect(document.loneSurrogates == count)
  }

  @Test("Fields are asked for leniently: numbers in quotes are numbers, and null is as good as absent")
  func lenient() throws {
    let object = try value(#"{"n":"12","f":3.0,"t":"true","one":1,"x":null,"s":7,"l":{}}"#)
    #expect(object["n"]?.integer == 12)
    #expect(object["f"]?.integer == 3)
    #expect(object["t"]?.isTrue == true)
    #expect(object["one"]?.isTrue == true)
    #expect(object["x"] == nil && object["y"] == nil)
    #expect(object["s"]?.text == "7")
    #expect(object["l"]?.elements == [])
    #expect(JSONValue.array([])["a"] == nil)
  }

  @Test(
    "What is read from a text that was damaged at random, Foundation's decoder reads the same",
    arguments: 1...4 as ClosedRange<UInt64>
  )
  func likeFoundation(_ seed: UInt64) {
    var random = SplitMix(state: seed)
    let whole = Array(#"{"a":[1,-2.5e3,true,null,"x\n\u00e9 🙂"],"b":{"c":"","d":[[],{}]},"e":0}"#.utf8)
    var read = 0
    let pieces = Array(#"{}[]",:\u0 1e-.ntf"#.utf8)
    for _ in 0..<2_000 {
      var bytes = whole
      for _ in 0..<Int.random(in: 1...2, using: &random) {
        let place = Int.random(in: bytes.indices, using: &random)
        if Bool.random(using: &random) {
          bytes.remove(at: place)
        } else {
          bytes[place] = pieces.randomElement(using: &random) ?? 0
        }
      }
      // Not the other way round: Foundation takes a field twice, and a comma before a blank and a bracket.
      guard let ours = try? JSONDocument(bytes).value else { continue }
      read += 1
      let theirs = try? JSONDecoder().decode(Tree.self, from: Data(bytes))
      #expect(theirs?.value == Tree.normal(ours), "\(String(decoding: bytes, as: UTF8.self))")
    }
    #expect(read > 100)
  }

  /// Any JSON, by Foundation's decoder.
  private struct Tree: Decodable {
    var value: JSONValue

    init(from decoder: any Decoder) throws {
      if let fields = try? [String: Tree](from: decoder) {
        value = .object(fields.mapValues(\.value))
      } else if let elements = try? [Tree](from: decoder) {
        value = .array(elements.map(\.value))
      } else {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
          value = .null
        } else if let bool = try? container.decode(Bool.self) {
          value = .bool(bool)
        } else if let number = try? container.decode(Double.self) {
          value = .number("\(number)")
        } else {
          value = .string(try container.decode(String.self))
        }
      }
    }

    /// With numbers as Foundation has them.
    static func normal(_ value: JSONValue) -> JSONValue {
      switch value {
      case .number(let digits): .number(Double(digits).map { "\($0)" } ?? digits)
      case .array(let elements): .array(elements.map(normal))
      case .object(let fields): .object(fields.mapValues(normal))
      case .null, .bool, .string: value
      }
    }
  }
}
