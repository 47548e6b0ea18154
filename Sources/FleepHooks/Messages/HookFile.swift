/// A file that goes along with a message.
public struct HookFile: Sendable, Equatable {
  /// Where the bytes of a file are.
  public enum Content: Sendable, Equatable {
    case bytes([UInt8])
    /// A file on disk, for the transport to stream.
    case file(path: String)
  }

  /// The name that people see.
  public var name: String
  /// The media type, as in `image/png`.
  public var contentType: String
  /// The bytes, or where they are.
  public var content: Content

  /// Creates a file of a name, a media type and its bytes.
  public init(name: String, contentType: String, content: Content) {
    self.name = name
    self.contentType = contentType
    self.content = content
  }
}
