/// Records that changed since they were last taken, as JSON by record key; nil deletes a record.
struct RecordChanges {
  private(set) var records: [String: [UInt8]?] = [:]
  /// Whether anybody writes them down; otherwise they are only forgotten.
  let areKept: Bool

  mutating func add(_ row: (some Encodable)?, at prefix: String, _ key: String) {
    guard areKept else { return }
    guard let row else { return delete(prefix + key) }
    records.updateValue(RecordCoding.encode(row), forKey: prefix + key)
  }

  mutating func delete(_ key: String) {
    records.updateValue(nil, forKey: key)
  }
}
