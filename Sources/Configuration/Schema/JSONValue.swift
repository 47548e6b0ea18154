import FoundationEssentials

/// A JSON document, as far as schemas need one.
indirect enum JSONValue: Encodable, Equatable {
  case text(String)
  case number(Int)
  case boolean(Bool)
  case list([JSONValue])
  case object([String: JSONValue])

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .text(let text): try container.encode(text)
    case .number(let number): try container.encode(number)
    case .boolean(let boolean): try container.encode(boolean)
    case .list(let values): try container.encode(values)
    case .object(let members): try container.encode(members)
    }
  }

  /// The document's text, indented, its keys sorted: the same for the same value.
  var rendered: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(self) else {
      preconditionFailure("texts, numbers, lists and objects can be written")
    }
    return String(decoding: data, as: UTF8.self) + "\n"
  }

  func merging(_ members: [String: JSONValue]) -> JSONValue {
    guard case .object(let own) = self else { return self }
    return .object(own.merging(members) { _, new in new })
  }
}
