/// What is posted to a hook: a body and its content type, ready for any HTTP client.
public struct HookRequest: Sendable, Equatable {
  /// The body, in the form that a client can send it best.
  public enum Body: Sendable, Equatable {
    /// These very bytes.
    case bytes([UInt8])
    /// Parts for the client to write, with a boundary of its own choosing.
    case multipart([HookPart])
  }

  /// The media type; a client that writes parts adds the boundary to it.
  public var contentType: String
  /// What is sent.
  public var body: Body

  /// Creates a request of a body and its media type.
  public init(contentType: String, body: Body) {
    self.contentType = contentType
    self.body = body
  }
}

/// One part of a multipart body.
public struct HookPart: Sendable, Equatable {
  /// The form field.
  public var name: String
  /// The part's file name; nil for a text field.
  public var filename: String?
  /// The part's media type; nil for a text field.
  public var contentType: String?
  /// The part's bytes, or where they are.
  public var content: HookFile.Content

  /// Creates a part.
  public init(name: String, filename: String? = nil, contentType: String? = nil, content: HookFile.Content) {
    self.name = name
    self.filename = filename
    self.contentType = contentType
    self.content = content
  }
}
