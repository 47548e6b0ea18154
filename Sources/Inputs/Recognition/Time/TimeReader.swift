internal import Model

/// Reads one value of a time after the other from bytes.
struct TimeReader {
  private let text: UnsafeRawBufferPointer
  private var place = 0
  private(set) var time = WrittenTime()

  private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

  init(_ text: UnsafeRawBufferPointer) {
    self.text = text
  }

  mutating func skipSpace() {
    while place < text.count, text[place] == 0x20 || text[place] == 0x09 { place += 1 }
  }

  mutating func skip(_ byte: UInt8) -> Bool {
    guard place < text.count, text[place] == byte else { return false }
    place += 1
    return true
  }

  /// Reads a value; false where it is not there.
  mutating func read(_ directive: TimeFormat.Directive) -> Bool {
    switch directive {
    case .year: return number(4, 0...9999) { $0.year = $1 }
    case .yearOfCentury: return number(2, 0...99) { $0.year = $1 < 69 ? 2000 + $1 : 1900 + $1 }
    case .month: return number(2, 1...12) { $0.month = $1 }
    case .day: return number(2, 1...31) { $0.day = $1 }
    case .hour: return number(2, 0...23) { $0.hour = $1 }
    case .hourOfHalf: return number(2, 1...12) { $0.hour = $1 % 12 }
    case .minute: return number(2, 0...59) { $0.minute = $1 }
    case .second: return number(2, 0...60) { $0.second = $1 }
    case .dayOfYear: return number(3, 1...366) { $0.dayOfYear = $1 }
    case .epoch: return number(19, 0...Int.max) { $0.epoch = $1 }
    case .monthName:
      let word = word()
      guard let index = TimeReader.months.firstIndex(where: { word.hasPrefix($0) }) else { return false }
      time.month = index + 1
      return true
    case .dayName: return !word().isEmpty
    case .half:
      let word = word()
      time.isAfternoon = word == "pm"
      return word == "am" || word == "pm"
    case .fraction: return fraction()
    case .offset: return offset()
    case .zone: return zone()
    }
  }

  /// A number of at most `width` digits, which blanks may stand before, as `%e` pads it.
  private mutating func number(_ width: Int, _ range: ClosedRange<Int>, set: (inout WrittenTime, Int) -> Void) -> Bool {
    skipSpace()
    guard let (value, _) = digits(atMost: width), range.contains(value) else { return false }
    set(&time, value)
    return true
  }

  private mutating func digits(atMost width: Int) -> (value: Int, count: Int)? {
    let start = place
    var value = 0
    while place < text.count, place - start < width, (0x30...0x39).contains(text[place]) {
      let (scaled, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carried) = scaled.addingReportingOverflow(Int(text[place] - 0x30))
      guard !overflow, !carried else { return nil }
      value = sum
      place += 1
    }
    return place > start ? (value, place - start) : nil
  }

  /// Letters, in lower case.
  private mutating func word() -> String {
    skipSpace()
    let start = place
    while place < text.count, (0x41...0x5A).contains(text[place] & 0xDF) { place += 1 }
    return String(decoding: text[start..<place].map { $0 | 0x20 }, as: UTF8.self)
  }

  /// Up to nine digits count; further ones are passed over.
  private mutating func fraction() -> Bool {
    guard var (value, count) = digits(atMost: 9) else { return false }
    while count < 9 {
      value *= 10
      count += 1
    }
    time.nanosecond = value
    while place < text.count, (0x30...0x39).contains(text[place]) { place += 1 }
    return true
  }

  /// `+0200`, `+02:00`, `+02` or `Z`.
  private mutating func offset() -> Bool {
    skipSpace()
    if skip(UInt8(ascii: "Z")) {
      time.offset = .zero
      return true
    }
    let isNegative = skip(UInt8(ascii: "-"))
    guard isNegative || skip(UInt8(ascii: "+")), let (hours, count) = digits(atMost: 2), count == 2 else {
      return false
    }
    _ = skip(UInt8(ascii: ":"))
    let minutes = digits(atMost: 2)?.value ?? 0
    let offset = Duration.minutes(hours * 60 + minutes)
    time.offset = isNegative ? .zero - offset : offset
    return true
  }

  /// A zone's name.
  ///
  /// UTC and the IANA names are known; an abbreviation such as `EET`, which may mean several, is the source's own zone.
  private mutating func zone() -> Bool {
    skipSpace()
    let start = place
    while place < text.count, TimeReader.isOfZoneName(text[place]) { place += 1 }
    let name = String(decoding: text[start..<place], as: UTF8.self)
    if ["UTC", "GMT", "Z"].contains(name) { time.offset = .zero } else { time.zone = Zone(name) }
    return !name.isEmpty
  }

  private static func isOfZoneName(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte & 0xDF) || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "_")
  }
}
