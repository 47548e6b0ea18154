import FoundationEssentials
import GRDB

/// The engine's records, read one after the other as they are asked for: all of them at once take as much room as the engine that
/// is made of them.
package struct EngineRecords: Sequence, IteratorProtocol {
  private let rows: RowCursor
  /// What is newer than the database.
  private var newer: [String: [UInt8]?]
  private let fault = Fault()

  /// The sequence ends early where the database cannot be read to its end.
  private final class Fault {
    var error: (any Error)?
  }

  init(_ db: Database, newer: [String: [UInt8]?]) throws {
    rows = try Row.fetchCursor(db, sql: "SELECT key, value FROM \(Records.engine.rawValue)")
    self.newer = newer
  }

  package mutating func next() -> (key: String, value: [UInt8])? {
    do {
      while let row = try rows.next() {
        let key: String = row[0]
        switch newer.removeValue(forKey: key) {
        case nil:
          let value: Data = row[1]
          return (key, [UInt8](value))
        case .some(nil): continue
        case .some(let value?): return (key, value)
        }
      }
    } catch {
      fault.error = error
      return nil
    }
    while let (key, value) = newer.popFirst() {
      if let value { return (key, value) }
    }
    return nil
  }

  /// To be asked when nobody reads any more.
  func check() throws {
    if let error = fault.error { throw error }
  }
}
