/// The key of a record: its parts, joined by slashes, as `alert/SSHBruteForce/203.0.113.9`.
enum RecordPath {
  /// Joins parts; only the last one may hold slashes of its own.
  static func prefix(_ parts: String...) -> String {
    parts.map { escaped($0) + "/" }.joined()
  }

  /// The first part of a key and the rest of it; nil for a key without a slash.
  static func split(_ key: some StringProtocol) -> (first: String, rest: String)? {
    guard let slash = key.firstIndex(of: "/") else { return nil }
    return (unescaped(key[..<slash]), String(key[key.index(after: slash)...]))
  }

  private static func escaped(_ part: String) -> String {
    guard part.utf8.contains(where: { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "%") }) else { return part }
    return part.replacing("%", with: "%25").replacing("/", with: "%2F")
  }

  private static func unescaped(_ part: some StringProtocol) -> String {
    String(part).replacing("%2F", with: "/").replacing("%25", with: "%")
  }
}
