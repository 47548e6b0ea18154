/// The secret part of a hook's address: whoever has it can post to the conversation.
public enum HookKey {
  /// What stands where a key stood.
  public static let replacement = "(hook key)"

  /// The text with each of the keys replaced, wherever it stands.
  public static func redact(in text: String, keys: [String]) -> String {
    // Longest first: a key that begins another must not leave the other's end behind.
    let keys = keys.map { Array($0.utf8) }.filter { !$0.isEmpty }.sorted { $0.count > $1.count }
    let beginnings = Set(keys.map { $0[0] })
    guard text.utf8.contains(where: beginnings.contains) else { return text }
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var copied = 0
    var position = 0
    while position < bytes.count {
      let rest = bytes[position...]
      guard beginnings.contains(bytes[position]), let key = keys.first(where: rest.starts(with:)) else {
        position += 1
        continue
      }
      result += bytes[copied..<position]
      result += replacement.utf8
      position += key.count
      copied = position
    }
    guard copied > 0 else { return text }
    return String(decoding: result + bytes[copied...], as: UTF8.self)
  }
}
