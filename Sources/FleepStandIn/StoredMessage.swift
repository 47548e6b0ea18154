/// A message that the stand-in took: what people in the conversation would see.
package struct StoredMessage: Sendable, Equatable {
  /// A file of the message.
  package struct File: Sendable, Equatable {
    package var name: String
    package var contentType: String
    package var content: [UInt8]
    /// Lower-case hexadecimal.
    package var sha256: String
  }

  /// The name of the hook that it came in on.
  package var hookName: String
  /// Ascending by one for each message of the conversation.
  package var messageNumber: Int
  /// What `user` said, else the hook's name, else its owner's.
  package var sender: String
  package var text: String
  package var files: [File]
  package var posted: ContinuousClock.Instant
  /// What in the text does something else than its author may think.
  package var lint: [FormattingFault]
}

/// A request that came in, taken or not.
package struct RequestRecord: Sendable, Equatable {
  /// Nil where the path names no registered hook.
  package var hookName: String?
  package var method: String
  package var contentType: String?
  package var bodyBytes: Int
  /// The head's arrival.
  package var arrived: ContinuousClock.Instant
  /// Nil while it is unanswered, and for ever where the script says so.
  package var status: Int?
}

/// Something that a client of Fleep should not do; never holds a key.
package struct ClientFault: Sendable, Equatable, CustomStringConvertible {
  /// Nil where the path names no registered hook.
  package var hookName: String?
  package var detail: String

  package var description: String { hookName.map { "\($0): \(detail)" } ?? detail }
}
