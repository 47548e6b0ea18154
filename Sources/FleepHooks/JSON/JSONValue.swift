/// A JSON value as it stands in the text: numbers keep their digits, and fields are asked for leniently.
package enum JSONValue: Sendable, Equatable {
  case null
  case bool(Bool)
  case number(String)
  case string(String)
  case array([JSONValue])
  case object([String: JSONValue])

  /// The value of a field; nil where this is no object, or the field is absent or null.
  package subscript(field: String) -> JSONValue? {
    guard case .object(let fields) = self, let value = fields[field], value != .null else { return nil }
    return value
  }

  /// The text of a string, or the digits of a number.
  package var text: String? {
    switch self {
    case .string(let text), .number(let text): text
    case .null, .bool, .array, .object: nil
    }
  }

  /// A whole number, be it written as one, as a text or as `3.0`.
  package var integer: Int? {
    guard let text else { return nil }
    return Int(text) ?? Double(text).flatMap { Int(exactly: $0) }
  }

  /// Whether it means yes: `true`, or a number or text that is.
  package var isTrue: Bool {
    switch self {
    case .bool(let value): value
    case .string(let text): text == "true"
    case .number: integer != 0
    case .null, .array, .object: false
    }
  }

  /// The elements of a list; none where this isn't one.
  package var elements: [JSONValue] {
    guard case .array(let elements) = self else { return [] }
    return elements
  }
}
