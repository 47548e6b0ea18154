/// Fields of a line such as `level=warn msg="it is late" retry`: a key without a value has an empty one.
enum LogfmtFields {
  static func fields(of line: UnsafeRawBufferPointer) -> [String: String] {
    var fields: [String: String] = [:]
    var place = 0
    while true {
      while place < line.count, isSpace(line[place]) { place += 1 }
      let start = place
      while place < line.count, !isSpace(line[place]), line[place] != UInt8(ascii: "=") { place += 1 }
      guard place > start || place < line.count else { return fields }
      let key = String(decoding: line[start..<place], as: UTF8.self)
      var value = ""
      if place < line.count, line[place] == UInt8(ascii: "=") {
        place += 1
        value = LogfmtFields.value(in: line, at: &place)
      }
      if !key.isEmpty { fields[key] = value }
    }
  }

  private static func value(in line: UnsafeRawBufferPointer, at place: inout Int) -> String {
    guard place < line.count, line[place] == UInt8(ascii: "\"") else {
      let start = place
      while place < line.count, !isSpace(line[place]) { place += 1 }
      return String(decoding: line[start..<place], as: UTF8.self)
    }
    place += 1
    var bytes: [UInt8] = []
    while place < line.count, line[place] != UInt8(ascii: "\"") {
      if line[place] == UInt8(ascii: "\\"), place + 1 < line.count {
        place += 1
        bytes.append(unescaped(line[place]))
      } else {
        bytes.append(line[place])
      }
      place += 1
    }
    place = min(place + 1, line.count)
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func unescaped(_ byte: UInt8) -> UInt8 {
    switch byte {
    case UInt8(ascii: "n"): 0x0A
    case UInt8(ascii: "t"): 0x09
    case UInt8(ascii: "r"): 0x0D
    default: byte
    }
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
}
