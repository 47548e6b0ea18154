import Model

/// Reads one line of a Prometheus text exposition, byte by byte.
struct ExpositionLine {
  private let line: ArraySlice<UInt8>
  private var place: Int

  init(_ line: ArraySlice<UInt8>) {
    self.line = line
    place = line.startIndex
  }

  /// The line's sample; nil for a comment or a blank line.
  ///
  /// A time stamp of its own wins over `time`.
  mutating func sample(at time: Instant) throws(Unparsable) -> Sample? {
    skipBlanks()
    guard let first = peek, first != UInt8(ascii: "#") else { return nil }
    let name = word()
    guard !name.isEmpty else { throw problem("a metric's name expected") }
    let labels = try labels()
    skipBlanks()
    let text = word { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") && $0 != UInt8(ascii: "\r") }
    guard let value = Self.value(text) else { throw problem("a number expected") }
    var sample = Sample(metric: MetricName(name), labels: Labels(labels), value: value, time: time)
    skipBlanks()
    if let next = peek, next != UInt8(ascii: "#") {
      guard let milliseconds = Int64(word()), abs(milliseconds) < 1 << 43 else {
        throw problem("a time stamp expected")
      }
      sample.time = Instant(milliseconds: milliseconds)
    }
    return sample
  }

  private mutating func labels() throws(Unparsable) -> [String: String] {
    var labels: [String: String] = [:]
    skipBlanks()
    guard take("{") else { return labels }
    while true {
      skipBlanks()
      if take("}") { return labels }
      let name = word()
      skipBlanks()
      guard !name.isEmpty, take("=") else { throw problem("a label expected") }
      skipBlanks()
      labels[name] = try quoted()
      skipBlanks()
      guard take(",") || peek == UInt8(ascii: "}") else { throw problem("',' or '}' expected") }
    }
  }

  private mutating func quoted() throws(Unparsable) -> String {
    guard take("\"") else { throw problem("'\"' expected") }
    var bytes: [UInt8] = []
    while let byte = peek {
      place += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: bytes, as: UTF8.self)
      case UInt8(ascii: "\\"):
        guard let escaped = peek else { throw problem("unfinished label value") }
        place += 1
        bytes.append(escaped == UInt8(ascii: "n") ? UInt8(ascii: "\n") : escaped)
      default: bytes.append(byte)
      }
    }
    throw problem("unfinished label value")
  }

  private static func value(_ text: String) -> Double? {
    switch text {
    case "NaN", "Nan", "nan": .nan
    case "+Inf", "Inf", "inf", "+inf": .infinity
    case "-Inf", "-inf": -.infinity
    default: Number.read(text)
    }
  }

  private static func isOfName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: ":"), UInt8(ascii: "-"): true
    default: false
    }
  }

  private var peek: UInt8? { place < line.endIndex ? line[place] : nil }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard peek == UInt8(ascii: character) else { return false }
    place += 1
    return true
  }

  private mutating func skipBlanks() {
    while let byte = peek, byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r") {
      place += 1
    }
  }

  private mutating func word(_ belongs: (UInt8) -> Bool = isOfName) -> String {
    let start = place
    while let byte = peek, belongs(byte) { place += 1 }
    return String(decoding: line[start..<place], as: UTF8.self)
  }

  private func problem(_ reason: String) -> Unparsable {
    Unparsable("\(reason) at column \(place - line.startIndex + 1)", String(decoding: line, as: UTF8.self))
  }
}
