import Foundation

/// Rows as JSON with sorted keys: the same row gives the same bytes.
enum RecordCoding {
  static func encode(_ row: some Encodable) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "+Inf",
      negativeInfinity: "-Inf",
      nan: "NaN"
    )
    do {
      return Array(try encoder.encode(row))
    } catch {
      preconditionFailure("Every row is made of texts, numbers and lists of them: \(error)")
    }
  }

  /// Reads a row; nil where the record is of another version or damaged.
  static func decode<Row: Decodable>(_ type: Row.Type, from record: [UInt8]) -> Row? {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "+Inf",
      negativeInfinity: "-Inf",
      nan: "NaN"
    )
    return try? decoder.decode(type, from: Data(record))
  }
}
