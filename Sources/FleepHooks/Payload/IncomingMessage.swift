/// A message that an outgoing hook brings: what somebody wrote in a conversation.
public struct IncomingMessage: Sendable, Equatable, Encodable {
  /// Why a message is nothing that a person would read, or read again.
  public enum Skip: String, Sendable, Encodable {
    /// A message of Fleep's own: somebody joined, the topic changed.
    case system
    /// The body is empty.
    case empty
    /// A newer revision of it exists.
    case superseded
    case deleted
    case hidden
    /// A pin, a task or the like changed, not the text.
    case change
  }

  /// The sender's name; "unknown" where the payload has none.
  public var sender: String
  /// The conversation's UUID; empty where the payload has none.
  public var conversationID: String
  /// The conversation's topic; may be empty.
  public var topic: String
  /// The message's number in the conversation; nil where the payload has none.
  public var number: Int?
  /// The body as plain text, an e-mail's subject on top.
  public var text: String
  /// The body without quotes, signatures and code, to look for commands in.
  public var commandText: String
  /// The addresses of the attached files.
  public var attachments: [String]
  /// It came through a hook, perhaps our own: never answer it.
  public var isFromHook: Bool
  /// It came by e-mail.
  public var isFromEmail: Bool
  /// It replaces an earlier text.
  public var isEdit: Bool
  /// Tells deliveries of the same state apart from edits: conversation, number and revision.
  public var deliveryID: String
  /// Nil for a message that people wrote and can read.
  public var skipped: Skip?
}
