import Model

/// Rows of one kind, by key: it knows which rows changed since they were last written down, and which are due.
struct Table<Row: Codable & Sendable>: Sendable {
  private(set) var rows: [String: Row] = [:]
  private var changed: Set<String> = []
  private var agenda = Agenda()
  private let deadline: @Sendable (Row) -> Instant?

  /// Makes an empty table of rows that are due when `deadline` says.
  init(deadline: @escaping @Sendable (Row) -> Instant? = { _ in nil }) {
    self.deadline = deadline
  }

  subscript(key: String) -> Row? { rows[key] }

  var count: Int { rows.count }

  /// The keys in order, for whatever must not depend on the order of a dictionary.
  var sortedKeys: [String] { rows.keys.sorted() }

  /// The earliest time that a row may be due.
  var nextDeadline: Instant? { agenda.next }

  /// Changes, makes or (with nil) removes a row in place.
  mutating func update<Result>(_ key: String, _ change: (inout Row?) -> Result) -> Result {
    let result = change(&rows[key])
    changed.insert(key)
    agenda.schedule(key, at: rows[key].flatMap(deadline))
    return result
  }

  /// The key of the next row whose deadline is not after `now`.
  mutating func popDue(by now: Instant) -> String? {
    agenda.popDue(by: now) { [rows, deadline] key in rows[key].flatMap(deadline) }
  }

  /// Takes a row from a record; one that cannot be read is dropped at the next ``takeChanges(into:prefix:)``.
  mutating func restore(_ key: String, from record: [UInt8]) {
    guard let row = RecordCoding.decode(Row.self, from: record) else {
      changed.insert(key)
      return
    }
    rows[key] = row
    agenda.schedule(key, at: deadline(row))
  }

  /// Adds the records of the rows that changed, nil for those that are gone.
  mutating func takeChanges(into records: inout RecordChanges, prefix: String) {
    for key in changed { records.add(rows[key], at: prefix, key) }
    changed.removeAll(keepingCapacity: true)
  }
}
