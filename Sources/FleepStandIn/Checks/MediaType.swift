/// A `Content-Type` taken apart: one of the three that a hook accepts, and its parameters.
enum MediaType: Equatable {
  case json
  case form
  case multipart(boundary: [UInt8])

  init(_ header: String) throws(Refusal) {
    let parts = header.split(separator: ";", omittingEmptySubsequences: false).map(trimmed)
    var parameters: [String: String] = [:]
    for part in parts.dropFirst() {
      guard let equals = part.firstIndex(of: "=") else {
        throw .unsupported("a Content-Type parameter without a value")
      }
      let value = trimmed(part[part.index(after: equals)...])
      let quoted = value.count >= 2 && value.hasPrefix("\"") && value.hasSuffix("\"")
      parameters[part[..<equals].lowercased()] = quoted ? String(value.dropFirst().dropLast()) : value
    }
    if let charset = parameters["charset"], charset.lowercased() != "utf-8" {
      throw .unsupported("the charset must be utf-8")
    }
    switch parts[0].lowercased() {
    case "application/json": self = .json
    case "application/x-www-form-urlencoded": self = .form
    case "multipart/form-data":
      guard let boundary = parameters["boundary"], (1...70).contains(boundary.utf8.count) else {
        throw .badRequest("multipart without a boundary of 1 to 70 characters")
      }
      self = .multipart(boundary: Array(boundary.utf8))
    default: throw .unsupported("a hook takes JSON, a form or multipart form data")
    }
  }
}

/// Without blanks and tabs at its ends.
func trimmed(_ text: some StringProtocol) -> String {
  let start = text.drop { $0 == " " || $0 == "\t" }
  return String(start.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
}
