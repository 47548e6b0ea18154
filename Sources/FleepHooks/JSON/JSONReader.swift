/// A recursive-descent reader over bytes.
struct JSONReader {
  private let bytes: [UInt8]
  private var position = 0
  private var depth = 0
  private let depthLimit: Int
  private(set) var loneSurrogates = 0

  init(bytes: [UInt8], depthLimit: Int) {
    self.bytes = bytes
    self.depthLimit = depthLimit
  }

  mutating func document() throws(JSONFault) -> JSONValue {
    let value = try value()
    skipBlanks()
    guard position == bytes.count else { throw fault("something follows the value") }
    return value
  }

  private mutating func value() throws(JSONFault) -> JSONValue {
    skipBlanks()
    guard let first = peek else { throw fault("the text ends too early") }
    switch first {
    case UInt8(ascii: "{"): return try nested { reader throws(JSONFault) in try reader.object() }
    case UInt8(ascii: "["): return try nested { reader throws(JSONFault) in try reader.array() }
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try number())
    default: throw fault("no value begins so")
    }
  }

  private mutating func nested(
    _ read: (inout JSONReader) throws(JSONFault) -> JSONValue
  ) throws(JSONFault) -> JSONValue {
    guard depth < depthLimit else { throw fault("nested more than \(depthLimit) levels deep") }
    depth += 1
    defer { depth -= 1 }
    position += 1
    return try read(&self)
  }

  private mutating func object() throws(JSONFault) -> JSONValue {
    var fields: [String: JSONValue] = [:]
    if take("}") { return .object(fields) }
    repeat {
      skipBlanks()
      let start = position
      let name = try string()
      guard take(":") else { throw fault("':' is missing after a field's name") }
      guard fields.updateValue(try value(), forKey: name) == nil else {
        throw JSONFault(reason: "a field occurs twice", offset: start)
      }
    } while take(",")
    guard take("}") else { throw fault("',' or '}' is missing") }
    return .object(fields)
  }

  private mutating func array() throws(JSONFault) -> JSONValue {
    var elements: [JSONValue] = []
    if take("]") { return .array(elements) }
    repeat { elements.append(try value()) } while take(",")
    guard take("]") else { throw fault("',' or ']' is missing") }
    return .array(elements)
  }

  private mutating func word(_ word: StaticString, _ value: JSONValue) throws(JSONFault) -> JSONValue {
    let letters = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
    guard bytes[position...].starts(with: letters) else { throw fault("no value begins so") }
    position += letters.count
    return value
  }

  private mutating func number() throws(JSONFault) -> String {
    let start = position
    if peek == UInt8(ascii: "-") { position += 1 }
    let leading = peek
    let digits = skipDigits()
    guard digits > 0, leading != UInt8(ascii: "0") || digits == 1 else { throw fault("not a number") }
    if peek == UInt8(ascii: ".") {
      position += 1
      guard skipDigits() > 0 else { throw fault("not a number") }
    }
    if peek == UInt8(ascii: "e") || peek == UInt8(ascii: "E") {
      position += 1
      if peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") { position += 1 }
      guard skipDigits() > 0 else { throw fault("not a number") }
    }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func skipDigits() -> Int {
    let start = position
    while let byte = peek, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") { position += 1 }
    return position - start
  }

  private mutating func string() throws(JSONFault) -> String {
    guard peek == UInt8(ascii: "\"") else { throw fault("a text in quotes is missing") }
    position += 1
    let start = position
    var text: [UInt8] = []
    while true {
      let plain = position
      while let byte = peek, byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") { position += 1 }
      text += bytes[plain..<position]
      guard let byte = peek else { throw fault("a text has no end") }
      guard byte >= 0x20 else { throw fault("a bare control character in a text") }
      position += 1
      guard byte == UInt8(ascii: "\"") else {
        text += try escape()
        continue
      }
      guard let text = String(validating: text, as: UTF8.self) else {
        throw JSONFault(reason: "a text that is not UTF-8", offset: start)
      }
      return text
    }
  }

  private mutating func escape() throws(JSONFault) -> [UInt8] {
    guard let letter = peek else { throw fault("a text has no end") }
    position += 1
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [letter]
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "f"): return [0x0C]
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "u"): return Array(String(Character(try escapedScalar())).utf8)
    default: throw JSONFault(reason: "an unknown escape", offset: position - 2)
    }
  }

  private mutating func escapedScalar() throws(JSONFault) -> Unicode.Scalar {
    let first = try codeUnit()
    if let scalar = Unicode.Scalar(UInt32(first)) { return scalar }
    guard UTF16.isLeadSurrogate(first), bytes[position...].starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "u")]) else {
      loneSurrogates += 1
      return "\u{FFFD}"
    }
    let before = position
    position += 2
    let second = try codeUnit()
    guard UTF16.isTrailSurrogate(second) else {
      // It begins something else: read it again.
      position = before
      loneSurrogates += 1
      return "\u{FFFD}"
    }
    return UTF16.decode(UTF16.EncodedScalar([first, second]))
  }

  private mutating func codeUnit() throws(JSONFault) -> UInt16 {
    let digits = bytes[position...].prefix(4)
    guard digits.count == 4, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
      let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw fault("four hexadecimal digits are missing") }
    position += 4
    return unit
  }

  private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    skipBlanks()
    guard peek == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private mutating func skipBlanks() {
    while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
  }

  private func fault(_ reason: String) -> JSONFault { JSONFault(reason: reason, offset: position) }
}
