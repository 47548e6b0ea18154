import Foundation
import Testing

/// JSON as other programs read it.
enum JSONDecoding {
  static func object(_ value: some Encodable) throws -> [String: Any] {
    try object(text: String(decoding: try JSONEncoder().encode(value), as: UTF8.self))
  }

  static func object(text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }
}
