import Model

/// How much of a line is kept: alerts hold texts of others' making, and memory must stay bounded.
enum LineText {
  /// Characters of a kept line.
  static let lineLength = 2000
  /// Characters of a kept field.
  static let fieldLength = 1000
  /// Fields kept of one line.
  static let fieldCount = 64
  /// Lines kept for one alert.
  static let lineCount = 5

  /// The beginning of a text that is too long, and a sign that there was more.
  static func cut(_ text: String, to length: Int) -> String {
    guard text.utf8.count > length, text.count > length else { return text }
    return text.prefix(length - 1) + "…"
  }

  /// The fields that are kept of a line: each cut, the first ones by name where there are very many.
  static func fields(_ fields: [String: String]) -> [String: String] {
    var kept = fields
    if kept.count > fieldCount {
      for name in kept.keys.sorted().dropFirst(fieldCount) { kept[name] = nil }
    }
    for (name, text) in kept where text.utf8.count > fieldLength { kept[name] = cut(text, to: fieldLength) }
    return kept
  }

  /// A part of a key that stays distinct though it is short.
  static func keyPart(_ text: String) -> String {
    guard text.utf8.count > 200 else { return text }
    var hash = StableHash()
    hash.combine(text)
    return text.prefix(80) + "…" + hash.hexadecimal
  }
}
