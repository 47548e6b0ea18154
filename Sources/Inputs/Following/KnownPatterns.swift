internal import FoundationEssentials

/// The patterns that a source has had before: files that exist when a pattern is first seen are not new.
struct KnownPatterns: Codable {
  var version = 1
  var patterns: [String]

  private enum CodingKeys: String, CodingKey {
    case version = "v"
    case patterns
  }

  init(_ patterns: [String]) {
    self.patterns = patterns
  }

  /// Reads the stored form; a damaged one knows none.
  init(stored: [UInt8]?) {
    let known = stored.flatMap { try? JSONDecoder().decode(KnownPatterns.self, from: Data($0)) }
    patterns = known?.patterns ?? []
  }

  func encoded() -> [UInt8] {
    // A list of texts: encoding it cannot fail.
    (try? JSONEncoder().encode(self)).map(Array.init) ?? []
  }
}
