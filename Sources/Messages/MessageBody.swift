package import Model

/// What one request to a hook says: never longer than the hook's `max_length`.
package struct MessageBody: Sendable, Equatable {
  package var text: String
  /// The sender name; nil: Fleep shows the hook's own.
  package var user: String?
  package var files: [Attachment]

  package init(text: String, user: String? = nil, files: [Attachment] = []) {
    self.text = text
    self.user = user
    self.files = files
  }
}
