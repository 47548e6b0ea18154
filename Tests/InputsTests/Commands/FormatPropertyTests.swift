@testable import Inputs
import Model
import Testing
import TestSupport

/// Outputs that nobody thought of: real ones, cut, doubled and with bytes put in that mean something to a format.
private struct OddOutput {
  private static let seeds = [
    "42\n", "-3.5e2", "Use%\n 93%\n", "MemTotal:  16384 kB\na=1 b=2\n", #"{"a": {"b": [1, true, null, "x\u0000"]}}"#,
    "OK - fine | 'it''s'=5.2ms;5:;@1:2;0;10 b=U;;; c=3KB\nlong | d=1\ne=2",
    "# TYPE a gauge\na{x=\"1\",y=\"q\\\"\\n\"} 2.5 1700000000000\nb +Inf\n",
  ]
  private static let spice = Array("\0\n\r\t '\"\\|=;:{}[],#%eE+-.0123456789~@Uµ\u{2028}\u{FF}".utf8) + [0xFF, 0xC0]

  static func make(using random: inout SeededGenerator) -> [UInt8] {
    var bytes = Array((seeds.randomElement(using: &random) ?? "").utf8)
    for _ in 0..<Int.random(in: 0...12, using: &random) {
      let place = Int.random(in: 0...bytes.count, using: &random)
      switch Int.random(in: 0..<4, using: &random) {
      case 0: bytes.insert(spice.randomElement(using: &random) ?? 0, at: place)
      case 1: bytes.removeSubrange(place..<min(bytes.count, place + 3))
      case 2: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + 20)], at: place)
      default: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
      }
    }
    return bytes
  }
}

@Suite("Output formats on anything")
struct FormatPropertyTests {
  private static let formats: [CommandMetric.Parse] = [
    .number, .regex(#"(?<value>[\d.]+)\s*(?<unit>\S*)"#), .keyvalue, .json, .nagios, .prometheus,
  ]

  @Test(
    "Whatever a command prints is read or refused with a reason, and what is read is well formed",
    arguments: formats
  )
  func anything(parse: CommandMetric.Parse) throws {
    var random = SeededGenerator(seed: 20_261_124)
    let format = try CommandMetric(command: ["x"], parse: parse).format()
    var read = 0
    for _ in 0..<1000 {
      let output = OddOutput.make(using: &random)
      do {
        let samples = try format.samples(in: output, status: 0, of: "m", at: pollTime)
        read += 1
        #expect(!samples.isEmpty)
        #expect(samples.allSatisfy { !$0.metric.text.isEmpty && (parse == .prometheus || $0.value.isFinite) })
      } catch {
        #expect(!error.description.isEmpty)
        #expect(error.description.utf8.count < 1000)
      }
    }
    #expect(read > 10)
    #expect(parse == .nagios || read < 1000)
  }

  @Test(
    "A long output made to be slow to read is read or refused at once",
    arguments: formats,
    ["'", "' ", "'' ", "=", "a=", "[", "{\"a\":", "|", "\n", "\\", "a{", "a{b=\"", ":", "9", "\u{301}"]
  )
  func long(parse: CommandMetric.Parse, unit: String) throws {
    let format = try CommandMetric(command: ["x"], parse: parse).format()
    let output = Array("OK |".utf8) + Array(String(repeating: unit, count: (16 << 10) / unit.utf8.count).utf8)
    let took = ContinuousClock().measure {
      _ = try? format.samples(in: output, status: 0, of: "m", at: pollTime)
      _ = try? format.samples(in: Array(output.dropFirst(4)), status: 0, of: "m", at: pollTime)
    }
    #expect(took < .seconds(60), "\(took)")
  }

  @Test("An exposition is read back as it was written", arguments: 1...20 as ClosedRange<UInt64>)
  func exposition(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let letters = Array("ab\\\"\n{},= é")
    let samples = (0..<20).map { index in
      var labels: Labels = [:]
      for name in ["x", "y_1", "le"].prefix(Int.random(in: 0...3, using: &random)) {
        labels[name] = String((0..<5).map { _ in letters.randomElement(using: &random) ?? "a" })
      }
      let value = Double(Int.random(in: -1_000_000...1_000_000, using: &random)) / 64
      return Sample(metric: MetricName("m:\(index)"), labels: labels, value: value, time: pollTime)
    }
    let text = samples.map { sample in
      let labels = sample.labels.pairs.map { label in
        let escaped = label.value.reduce(into: "") { text, character in
          switch character {
          case "\\": text += #"\\"#
          case "\"": text += #"\""#
          case "\n": text += #"\n"#
          default: text.append(character)
          }
        }
        return "\(label.name)=\"\(escaped)\""
      }
      return "\(sample.metric){\(labels.joined(separator: ","))} \(sample.value)\n"
    }
    #expect(try PrometheusFormat().samples(in: Array(text.joined().utf8), status: 0, of: "m", at: pollTime) == samples)
  }
}
