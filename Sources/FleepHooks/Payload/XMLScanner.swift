/// What a message's XML consists of.
enum XMLEvent: Equatable {
  case start(name: String, attributes: [String: String])
  /// An empty element is a start and an end.
  case end(name: String)
  case text(String)
}

/// The XML is broken, or has what no message needs: declarations, comments, entities of its own, endless nesting.
struct XMLFault: Error, Equatable {
  var offset: Int
}

/// Reads the XML of message bodies: elements, attributes, text and the five entities, and nothing else.
///
/// A full parser would bring document types, entities that grow without end and files read from the disk.
struct XMLScanner {
  static let depthLimit = 100

  private let bytes: [UInt8]
  private var position = 0
  private var open: [String] = []
  private var closesEmpty = false

  init(_ text: String) {
    bytes = Array(text.utf8)
  }

  /// The next event; nil at the end of a document that is whole.
  mutating func next() throws(XMLFault) -> XMLEvent? {
    if closesEmpty {
      closesEmpty = false
      return .end(name: open.removeLast())
    }
    guard position < bytes.count else {
      guard open.isEmpty else { throw fault }
      return nil
    }
    guard bytes[position] == UInt8(ascii: "<") else { return .text(try text(upTo: UInt8(ascii: "<"))) }
    position += 1
    return take("/") ? try end() : try start()
  }

  private mutating func start() throws(XMLFault) -> XMLEvent {
    let name = try name()
    guard open.count < XMLScanner.depthLimit else { throw fault }
    open.append(name)
    var attributes: [String: String] = [:]
    while true {
      let hadBlank = skipBlanks()
      if take(">") { break }
      if take("/") {
        guard take(">") else { throw fault }
        closesEmpty = true
        break
      }
      guard hadBlank else { throw fault }
      let attribute = try self.name()
      guard take("=") else { throw fault }
      attributes[attribute] = try value()
    }
    return .start(name: name, attributes: attributes)
  }

  private mutating func end() throws(XMLFault) -> XMLEvent {
    let name = try name()
    _ = skipBlanks()
    guard take(">"), open.popLast() == name else { throw fault }
    return .end(name: name)
  }

  private mutating func value() throws(XMLFault) -> String {
    guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") || bytes[position] == UInt8(ascii: "'") else {
      throw fault
    }
    let quote = bytes[position]
    position += 1
    let text = try text(upTo: quote)
    guard position < bytes.count else { throw fault }
    position += 1
    return text
  }

  private mutating func text(upTo end: UInt8) throws(XMLFault) -> String {
    let rest = bytes[position...].prefix { $0 != end }
    guard let text = XMLEntities.decoded(rest) else { throw fault }
    position = rest.endIndex
    return text
  }

  private mutating func name() throws(XMLFault) -> String {
    let name = bytes[position...].prefix { byte in
      let scalar = Unicode.Scalar(byte)
      return scalar.isASCIILetterOrDigit || scalar == "-" || scalar == "_" || scalar == ":" || scalar == "."
        || byte >= 0x80
    }
    guard !name.isEmpty else { throw fault }
    position = name.endIndex
    return String(decoding: name, as: UTF8.self)
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private mutating func skipBlanks() -> Bool {
    let start = position
    while position < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) { position += 1 }
    return position > start
  }

  private var fault: XMLFault { XMLFault(offset: position) }
}
