internal import FoundationEssentials
internal import Model

/// Where reading of the journal goes on: what the ledger keeps of it.
struct JournalCursor: Codable, Equatable {
  var version = 1
  /// The entry that was read last; empty: the journal held none.
  var cursor: String
  /// When that entry was written.
  var time: Instant

  private enum CodingKeys: String, CodingKey {
    case version = "v"
    case cursor
    case time
  }

  init(cursor: String, time: Instant) {
    self.cursor = cursor
    self.time = time
  }

  /// Reads the stored form; nil where it is damaged.
  init?(_ stored: [UInt8]) {
    guard let cursor = try? JSONDecoder().decode(JournalCursor.self, from: Data(stored)) else { return nil }
    self = cursor
  }

  func encoded() -> [UInt8] {
    // A struct of a text and two numbers: encoding it cannot fail.
    (try? JSONEncoder().encode(self)).map(Array.init) ?? []
  }
}
