import FoundationEssentials

/// A file that goes along with a message.
package struct Attachment: Sendable, Equatable, Codable {
  package enum Content: Sendable, Equatable {
    case bytes([UInt8])
    /// A file on disk, streamed when it is posted.
    case file(path: String)
  }

  package var name: String
  package var type: String
  package var content: Content

  package init(name: String, type: String, content: Content) {
    self.name = name
    self.type = type
    self.content = content
  }
}

// Bytes are written as Base64: an array of numbers would take four times the room in the outbox.
extension Attachment.Content: Codable {
  private enum CodingKeys: CodingKey {
    case bytes, path
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    if let path = try container.decodeIfPresent(String.self, forKey: .path) {
      self = .file(path: path)
    } else {
      self = .bytes([UInt8](try container.decode(Data.self, forKey: .bytes)))
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .bytes(let bytes): try container.encode(Data(bytes), forKey: .bytes)
    case .file(let path): try container.encode(path, forKey: .path)
    }
  }
}
