import FleepHooks

/// The fields of a request's body, whichever way they were written.
struct ReceivedFields: Equatable {
  struct File: Equatable {
    var name: String
    var contentType: String
    var content: [UInt8]
  }

  var message: String?
  var user: String?
  var files: [File] = []
  /// Fields that no hook knows.
  var unknown: [String] = []
  /// Escapes of half a surrogate pair.
  var loneSurrogates = 0

  init(_ bytes: [UInt8], as mediaType: MediaType) throws(Refusal) {
    switch mediaType {
    case .json: try self.init(json: bytes)
    case .form: try self.init(form: bytes)
    case .multipart(let boundary): try self.init(multipart: bytes, boundary: boundary)
    }
  }

  private init(json bytes: [UInt8]) throws(Refusal) {
    let document: JSONDocument
    do {
      document = try JSONDocument(bytes)
    } catch {
      throw .badRequest("not JSON: \(error)")
    }
    guard case .object(let fields) = document.value else { throw .badRequest("JSON, but no object") }
    for (name, value) in fields.sorted(by: { $0.key < $1.key }) {
      guard name == "message" || name == "user" else {
        unknown.append(name)
        continue
      }
      guard case .string(let text) = value else { throw .badRequest("'\(name)' must be a string") }
      try set(name, text)
    }
    loneSurrogates = document.loneSurrogates
  }

  private init(form bytes: [UInt8]) throws(Refusal) {
    for pair in bytes.split(separator: UInt8(ascii: "&")) {
      let equals = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
      try set(try ReceivedFields.decoded(pair[..<equals]), try ReceivedFields.decoded(pair[equals...].dropFirst()))
    }
  }

  private init(multipart bytes: [UInt8], boundary: [UInt8]) throws(Refusal) {
    for part in try MultipartBody(bytes, boundary: boundary).parts {
      switch (part.name, part.filename, part.contentType) {
      case ("files", let name?, let type?): files.append(File(name: name, contentType: type, content: part.content))
      case ("files", nil, _): throw .badRequest("a file without a filename")
      case ("files", _, nil): throw .badRequest("a file without a content type")
      case (_, .some, _): throw .badRequest("a file in a field other than 'files'")
      case (let name, nil, _): try set(name, try ReceivedFields.text(part.content))
      }
    }
  }

  private mutating func set(_ name: String, _ text: String) throws(Refusal) {
    switch name {
    case "message":
      guard message == nil else { throw .badRequest("'message' occurs twice") }
      message = text
    case "user":
      guard user == nil else { throw .badRequest("'user' occurs twice") }
      user = text
    default: unknown.append(name)
    }
  }

  private static func text(_ bytes: [UInt8]) throws(Refusal) -> String {
    guard let text = String(validating: bytes, as: UTF8.self) else { throw .badRequest("not UTF-8") }
    return text
  }

  /// Undoes percent encoding, a plus sign being a blank.
  static func decoded(_ bytes: ArraySlice<UInt8>) throws(Refusal) -> String {
    var result: [UInt8] = []
    var rest = bytes
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "+"): result.append(UInt8(ascii: " "))
      case UInt8(ascii: "%"):
        let digits = rest.prefix(2)
        guard digits.count == 2, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
          let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
        else { throw .badRequest("a broken percent escape") }
        result.append(value)
        rest = rest.dropFirst(2)
      default: result.append(byte)
      }
    }
    return try text(result)
  }
}
