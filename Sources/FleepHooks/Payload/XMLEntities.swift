/// The five entities that XML has by itself, and characters by number.
enum XMLEntities {
  private static let longestName = 8

  private static let named: [String: String] = ["amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'"]

  /// The text with its entities resolved; nil where one is unknown or unfinished.
  static func decoded(_ bytes: ArraySlice<UInt8>) -> String? {
    decoded(bytes) { nil }
  }

  /// The same for a text that is broken anyway: what is no entity stays as it is.
  static func decodedLeniently(_ bytes: ArraySlice<UInt8>) -> String {
    decoded(bytes) { "&" } ?? ""
  }

  /// An ampersand that begins no entity becomes what `broken` gives; nil gives up.
  private static func decoded(_ bytes: ArraySlice<UInt8>, broken: () -> String?) -> String? {
    guard bytes.contains(UInt8(ascii: "&")) else { return String(decoding: bytes, as: UTF8.self) }
    var result: [UInt8] = []
    var rest = bytes
    while let ampersand = rest.firstIndex(of: UInt8(ascii: "&")) {
      result += rest[..<ampersand]
      let name = rest[(ampersand + 1)...].prefix(longestName + 1).prefix { $0 != UInt8(ascii: ";") }
      let ends = name.endIndex < rest.endIndex && rest[name.endIndex] == UInt8(ascii: ";")
      if ends, let character = character(String(decoding: name, as: UTF8.self)) {
        result += character.utf8
        rest = rest[(name.endIndex + 1)...]
      } else {
        guard let stand = broken() else { return nil }
        result += stand.utf8
        rest = rest[(ampersand + 1)...]
      }
    }
    return String(decoding: result + rest, as: UTF8.self)
  }

  private static func character(_ name: String) -> String? {
    guard name.hasPrefix("#") else { return named[name] }
    let digits = name.dropFirst()
    let number = digits.hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
    return number.flatMap(Unicode.Scalar.init).map { String(Character($0)) }
  }
}
