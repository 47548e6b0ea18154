/// What Fleep posts to a conversation's outgoing hook.
public struct OutgoingPayload: Sendable, Equatable {
  /// Larger payloads are refused.
  public static let sizeLimit = 4 << 20

  /// Where Fleep asks to be answered: believe it only where it is the conversation's own hook.
  public var replyURL: String?
  /// Every message, those to skip among them.
  public var messages: [IncomingMessage]

  /// Reads a payload.
  public init(json: some Collection<UInt8>) throws(PayloadError) {
    guard json.count <= OutgoingPayload.sizeLimit else { throw .tooLarge(limit: OutgoingPayload.sizeLimit) }
    replyURL = nil
    messages = []
  }

  /// What a person wants to read: of each message the sender, the text and a link for each file.
  public var plainText: String {
    messages.filter { $0.skipped == nil }.map { message in
      (["\(message.sender):", message.text] + message.attachments).filter { !$0.isEmpty }.joined(separator: "\n")
    }
    .joined(separator: "\n\n")
  }
}
