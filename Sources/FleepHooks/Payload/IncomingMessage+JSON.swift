extension IncomingMessage {
  /// Reads an entry of the payload's `messages`.
  init(_ message: JSONValue, participants: Participants) {
    let type = message["mk_message_type"]?.text ?? ""
    let content = Content(message, isNested: type.hasSuffix("V2"))
    sender = participants.sender(of: message)
    conversationID = message["conversation_id"]?.text ?? ""
    topic = participants.topic(of: conversationID)
    number = message["message_nr"]?.integer
    isFromHook = message["hook_key"] != nil
    isFromEmail = type == "email" || type == "emailV2"
    isEdit = message["is_edit"]?.isTrue ?? false || message["flow_message_nr"] != nil
    deliveryID =
      ["conversation_id", "message_nr", "flow_message_nr", "edited_time"]
      .map { message[$0]?.text ?? "" }.joined(separator: "/")
    skipped = IncomingMessage.skip(message, isText: ["text", "email", "textV2", "emailV2"].contains(type))
    // The body of a system message is JSON, and nothing to read.
    let body = skipped == .system ? "" : content.body
    let read = MessageBody.text(of: body, as: .read)
    text = [isFromEmail ? singleLine(content.subject) : "", read].filter { !$0.isEmpty }.joined(separator: "\n")
    commandText = MessageBody.text(of: body, as: .typed)
    attachments = skipped == .system ? [] : content.attachments.compactMap(IncomingMessage.address)
    if skipped == nil, text.isEmpty, attachments.isEmpty { skipped = .empty }
  }

  private static func skip(_ message: JSONValue, isText: Bool) -> Skip? {
    let tags = Set(message["tags"]?.elements.compactMap(\.text) ?? [])
    let state = message["mk_message_state"]?.text.flatMap { $0.split(separator: ":").last } ?? ""
    if !isText || state == "system" { return .system }
    if tags.contains("is_deleted") || state == "deleted" { return .deleted }
    if tags.contains("is_hidden") { return .hidden }
    if message["revision_message_nr"] != nil { return .superseded }
    if message["message"]?.text?.isEmpty ?? true { return .empty }
    let isPinOrTask = message["pin_weight"] != nil || message["tasked_account_id"] != nil
    return isPinOrTask || ["pinned", "unpinned", "todo", "done"].contains(state) ? .change : nil
  }

  /// The address of an attached file; nil for what is gone, or only decorates a signature.
  private static func address(_ file: JSONValue) -> String? {
    let kind = file["mk_rec_type"]?.text ?? "file"
    guard kind == "file", !(file["is_deleted"]?.isTrue ?? false), !(file["is_hidden"]?.isTrue ?? false),
      let url = file["file_url"]?.text.map(singleLine), !url.isEmpty
    else { return nil }
    return url.hasPrefix("/") ? "https://fleep.io\(url)" : url
  }

  /// The parts of a message that the older generation keeps as JSON in a string.
  private struct Content {
    var body: String
    var subject: String
    var attachments: [JSONValue]

    init(_ message: JSONValue, isNested: Bool) {
      let text = message["message"]?.text ?? ""
      if isNested, let nested = try? JSONDocument(text.utf8).value, case .object = nested {
        body = nested["message"]?.text ?? ""
        subject = (nested["subject"] ?? message["subject"])?.text ?? ""
        attachments = (nested["attachments"] ?? message["attachments"])?.elements ?? []
      } else {
        body = text
        subject = message["subject"]?.text ?? ""
        attachments = message["attachments"]?.elements ?? []
      }
    }
  }
}
