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
    /// Its author took it back.
    case deleted
    /// It is shown to nobody.
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
  /// The body as it was typed, without quotes and signatures: what may hold a command.
  public var commandText: String
  /// The addresses of the attached files.
  public var attachments: [String]
  /// It came through a hook, perhaps our own: never answer it.
  public var isFromHook: Bool
  /// It came by e-mail.
  public var isFromEmail: Bool
  /// It replaces an earlier text.
  public var isEdit: Bool
  /// The same for each delivery of the same state of a message, another one after an edit.
  public var deliveryID: String
  /// Nil for a message that people wrote and can read.
  public var skipped: Skip?

  /// The sender, the text and a link for each file, one below the other.
  public var plainText: String {
    let origin = isFromHook ? " via hook" : isFromEmail ? " via email" : ""
    return (["\(sender)\(origin):", text] + attachments).filter { !$0.isEmpty }.joined(separator: "\n")
  }
}
