import GRDB
import Model

extension OutboxItem {
  /// The columns that an item is made from, of the outbox or of the dead letters.
  static let columns = "id, hook, severity, queued, item"

  private struct Words: Decodable {
    var text: String
    var user: String?
  }

  /// An item from its columns.
  ///
  /// One that another version of fleepd wrote, in a form that this one does not know, is still told: as the text that it was.
  init(row: Row) throws {
    let json: String = row["item"]
    if let item = try? Stored.value(OutboxItem.self, from: json) {
      self = item
    } else {
      let words = try Stored.value(Words.self, from: json)
      self.init(
        hook: "",
        kind: .text,
        queued: Instant(nanoseconds: row["queued"]),
        severity: Severity(rawValue: row["severity"]) ?? .critical,
        text: words.text,
        user: words.user
      )
    }
    id = row["id"]
    hook = HookName(row["hook"])
  }
}
