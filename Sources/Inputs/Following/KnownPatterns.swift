internal import FoundationEssentials
internal import Model

/// What a source had looked for, and until when: files that exist when a pattern is first seen are not new.
struct KnownPatterns: Codable {
  var version = 1
  var patterns: [String]
  /// The last look after which every file that was there is in the ledger, or was read to its end.
  var lookedAt: Instant?

  private enum CodingKeys: String, CodingKey {
    case version = "v"
    case patterns
    case lookedAt = "looked"
  }

  init(_ patterns: [String], lookedAt: Instant?) {
    self.patterns = patterns
    self.lookedAt = lookedAt
  }

  /// Reads the stored form; a damaged one knows none.
  init(stored: [UInt8]?) {
    let known = stored.flatMap { try? JSONDecoder().decode(KnownPatterns.self, from: Data($0)) }
    patterns = known?.patterns ?? []
    lookedAt = known?.lookedAt
  }

  func encoded() -> [UInt8] {
    // A list of texts: encoding it cannot fail.
    (try? JSONEncoder().encode(self)).map(Array.init) ?? []
  }
}
