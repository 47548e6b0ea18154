/// The parts of a `multipart/form-data` body (RFC 7578), read strictly.
struct MultipartBody {
  struct Part: Equatable {
    var name: String
    var filename: String?
    var contentType: String?
    var content: [UInt8]
  }

  private(set) var parts: [Part] = []

  init(_ bytes: [UInt8], boundary: [UInt8]) throws(Refusal) {
    let opening = Array("--".utf8) + boundary
    let delimiter = Array("\r\n".utf8) + opening
    guard bytes.starts(with: opening) else { throw .badRequest("multipart that does not begin with its boundary") }
    var rest = bytes[opening.count...]
    while !rest.starts(with: "--".utf8) {
      guard rest.starts(with: "\r\n".utf8) else { throw .badRequest("a broken multipart boundary") }
      rest = rest.dropFirst(2)
      guard let headEnd = firstRange(of: Array("\r\n\r\n".utf8), in: rest) else {
        throw .badRequest("a multipart part without an end to its head")
      }
      guard let end = firstRange(of: delimiter, in: rest[headEnd.upperBound...]) else {
        throw .badRequest("multipart without a closing boundary")
      }
      parts.append(
        try Part(head: rest[..<headEnd.lowerBound], content: Array(rest[headEnd.upperBound..<end.lowerBound]))
      )
      rest = rest[end.upperBound...]
    }
    guard rest.elementsEqual("--".utf8) || rest.elementsEqual("--\r\n".utf8) else {
      throw .badRequest("something follows the closing boundary")
    }
  }
}

extension MultipartBody.Part {
  init(head: ArraySlice<UInt8>, content: [UInt8]) throws(Refusal) {
    guard let head = String(validating: head, as: UTF8.self) else { throw .badRequest("not UTF-8") }
    var name: String?
    for line in head.split(separator: "\r\n") {
      guard let colon = line.firstIndex(of: ":") else { throw .badRequest("a broken header in a multipart part") }
      let value = trimmed(line[line.index(after: colon)...])
      switch line[..<colon].lowercased() {
      case "content-type": contentType = value
      case "content-disposition":
        guard value.lowercased().hasPrefix("form-data") else { throw .badRequest("a part that is no form data") }
        name = Self.parameter("name", in: value)
        filename = Self.parameter("filename", in: value)
      default: break
      }
    }
    guard let name else { throw .badRequest("a multipart part without a name") }
    self.name = name
    self.content = content
  }

  /// A quoted parameter: `; name="value"`, a quote in it written as `\"` or, as browsers and newer libcurl do, `%22`.
  private static func parameter(_ name: String, in header: String) -> String? {
    guard let start = header.firstRange(of: "; \(name)=\"") else { return nil }
    var value = ""
    var rest = header[start.upperBound...]
    while let character = rest.popFirst(), character != "\"" {
      guard character == "\\", let escaped = rest.first, escaped == "\"" || escaped == "\\" else {
        value.append(character)
        continue
      }
      value.append(escaped)
      rest.removeFirst()
    }
    return value.replacing("%22", with: "\"").replacing("%0D", with: "\r").replacing("%0A", with: "\n")
  }
}

/// Where a pattern first stands in bytes.
func firstRange(of pattern: [UInt8], in bytes: ArraySlice<UInt8>) -> Range<Int>? {
  guard let first = pattern.first else { return nil }
  var start = bytes.startIndex
  while let candidate = bytes[start...].firstIndex(of: first) {
    if bytes[candidate...].starts(with: pattern) { return candidate..<candidate + pattern.count }
    start = candidate + 1
  }
  return nil
}
