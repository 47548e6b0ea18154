/// Fields of a line that is one JSON object: numbers as they are written, members of objects as `a.b`, of lists as `a.0`.
///
/// A reader of its own, since lines may come by the ten thousand in a second, and numbers must not be changed on the way.
enum JSONFields {
  static func fields(of line: UnsafeRawBufferPointer) -> [String: String] {
    var reader = Reader(bytes: line)
    reader.skipSpace()
    guard reader.next == UInt8(ascii: "{"), reader.value(named: "", depth: 0) else { return [:] }
    return reader.fields
  }

  private struct Reader {
    let bytes: UnsafeRawBufferPointer
    var place = 0
    var fields: [String: String] = [:]

    /// Deeper than this nothing is read: a line of brackets must not exhaust the stack.
    private static let deepest = 32

    init(bytes: UnsafeRawBufferPointer) {
      self.bytes = bytes
    }

    var next: UInt8? { place < bytes.count ? bytes[place] : nil }

    mutating func skipSpace() {
      while let byte = next, byte == 0x20 || (0x09...0x0D).contains(byte) { place += 1 }
    }

    /// Reads one value and notes it under its name; false where it is not JSON.
    mutating func value(named name: String, depth: Int) -> Bool {
      skipSpace()
      guard let first = next, depth < Reader.deepest else { return false }
      switch first {
      case UInt8(ascii: "{"): return object(named: name, depth: depth)
      case UInt8(ascii: "["): return list(named: name, depth: depth)
      case UInt8(ascii: "\""):
        guard let text = string() else { return false }
        fields[name] = text
        return true
      default:
        let start = place
        while let byte = next, !Reader.endsScalar(byte) { place += 1 }
        guard place > start else { return false }
        let text = String(decoding: bytes[start..<place], as: UTF8.self)
        if text != "null" { fields[name] = text }
        return true
      }
    }

    private mutating func object(named name: String, depth: Int) -> Bool {
      elements(until: UInt8(ascii: "}")) { reader, _ in
        guard reader.next == UInt8(ascii: "\""), let key = reader.string() else { return false }
        reader.skipSpace()
        guard reader.next == UInt8(ascii: ":") else { return false }
        reader.place += 1
        return reader.value(named: name.isEmpty ? key : "\(name).\(key)", depth: depth + 1)
      }
    }

    private mutating func list(named name: String, depth: Int) -> Bool {
      elements(until: UInt8(ascii: "]")) { reader, index in
        reader.value(named: "\(name).\(index)", depth: depth + 1)
      }
    }

    private mutating func elements(until end: UInt8, element: (inout Reader, Int) -> Bool) -> Bool {
      place += 1
      skipSpace()
      if next == end {
        place += 1
        return true
      }
      var index = 0
      while element(&self, index) {
        index += 1
        skipSpace()
        guard let byte = next else { return false }
        place += 1
        if byte == end { return true }
        guard byte == UInt8(ascii: ",") else { return false }
        skipSpace()
      }
      return false
    }

    private mutating func string() -> String? {
      place += 1
      var text: [UInt8] = []
      while let byte = next {
        place += 1
        switch byte {
        case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
        case UInt8(ascii: "\\"): guard escape(into: &text) else { return nil }
        default: text.append(byte)
        }
      }
      return nil
    }

    private mutating func escape(into text: inout [UInt8]) -> Bool {
      guard let byte = next else { return false }
      place += 1
      switch byte {
      case UInt8(ascii: "n"): text.append(0x0A)
      case UInt8(ascii: "t"): text.append(0x09)
      case UInt8(ascii: "r"): text.append(0x0D)
      case UInt8(ascii: "b"): text.append(0x08)
      case UInt8(ascii: "f"): text.append(0x0C)
      case UInt8(ascii: "u"):
        guard let first = codeUnit() else { return false }
        // One that no second half follows is shown as U+FFFD.
        let second = first & 0xFC00 == 0xD800 ? secondHalf() : nil
        text += Array(String(decoding: [first] + (second.map { [$0] } ?? []), as: UTF16.self).utf8)
      default: text.append(byte)
      }
      return true
    }

    private mutating func codeUnit() -> UInt16? {
      guard place + 4 <= bytes.count, bytes[place] != UInt8(ascii: "+") else { return nil }
      defer { place += 4 }
      return UInt16(String(decoding: bytes[place..<(place + 4)], as: UTF8.self), radix: 16)
    }

    /// The second half of a character of two code units; nil, and nothing is read, where none stands there.
    private mutating func secondHalf() -> UInt16? {
      let start = place
      guard bytes[start...].starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "u")]) else { return nil }
      place += 2
      if let unit = codeUnit(), unit & 0xFC00 == 0xDC00 { return unit }
      place = start
      return nil
    }

    private static func endsScalar(_ byte: UInt8) -> Bool {
      byte == UInt8(ascii: ",") || byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") || byte <= 0x20
    }
  }
}
