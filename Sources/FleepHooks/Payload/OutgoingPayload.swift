/// What Fleep posts to a conversation's outgoing hook.
///
/// Two generations of it are about, from 2016 and from 2018; both are read, and any field may be absent, null or of a
/// type that is nearly right. No message is refused for a single odd field.
public struct OutgoingPayload: Sendable, Equatable {
  /// Larger payloads are refused.
  public static let sizeLimit = 4 << 20

  /// Where Fleep asks to be answered: a secret, and to be believed only where it is the conversation's own hook.
  public var replyURL: String?
  /// Every message, those to skip among them.
  public var messages: [IncomingMessage]

  /// Reads a payload.
  public init(json: some Collection<UInt8>) throws(PayloadError) {
    guard json.count <= OutgoingPayload.sizeLimit else { throw .tooLarge(limit: OutgoingPayload.sizeLimit) }
    let root: JSONValue
    do {
      root = try JSONDocument(json).value
    } catch {
      throw .notJSON(reason: error.reason, offset: error.offset)
    }
    guard case .object = root else { throw .wrongShape("JSON, but no object") }
    guard case .array(let messages) = root["messages"] ?? .array([]) else {
      throw .wrongShape("'messages' is no list")
    }
    let participants = Participants(root)
    replyURL = root["reply_url"]?.text
    self.messages = messages.map { IncomingMessage($0, participants: participants) }
  }

  /// What a person wants to read: of each message the sender, the text and a link for each file.
  public var plainText: String {
    messages.filter { $0.skipped == nil }.map(\.plainText).joined(separator: "\n\n")
  }
}

/// Who and what the messages of a payload refer to.
struct Participants {
  /// By `account_id`.
  private let contacts: [String: JSONValue]
  /// By `hook_key`, which is not the key of the hook's address.
  private let hooks: [String: JSONValue]
  /// By `conversation_id`.
  private let conversations: [String: JSONValue]

  init(_ root: JSONValue) {
    func index(_ list: String, by field: String) -> [String: JSONValue] {
      let pairs = (root[list]?.elements ?? []).compactMap { element in element[field]?.text.map { ($0, element) } }
      return Dictionary(pairs) { first, _ in first }
    }
    contacts = index("contacts", by: "account_id")
    hooks = index("hooks", by: "hook_key")
    conversations = index("conversations", by: "conversation_id")
  }

  /// The name of a message's sender: its own, else the hook's, else the contact's, else the mail address.
  func sender(of message: JSONValue) -> String {
    let hook = message["hook_key"]?.text.flatMap { hooks[$0] }
    let contact = message["account_id"]?.text.flatMap { contacts[$0] }
    let names = [
      message["sender_name"], hook?["hook_name"], contact?["display_name"], contact?["contact_name"], contact?["email"],
    ]
    return names.lazy.compactMap { $0?.text }.map(singleLine).first { !$0.isEmpty } ?? "unknown"
  }

  func topic(of conversation: String) -> String {
    let conversation = conversations[conversation]
    return singleLine(conversation?["topic"]?.text ?? conversation?["default_topic"]?.text ?? "")
  }
}
