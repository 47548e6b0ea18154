import FleepHooks

/// Payloads in the shapes that outgoing hooks have (facts/fleep-hooks.md, section 2), about people who do not exist.
enum PayloadFixture {
  /// The generation of 2018: every field of a message is there, most of them null.
  static func message(_ fields: String) -> String {
    let given = fields.split(separator: "\n").map(String.init).joined()
    let nulls = [
      "notification_id", "reactions", "edit_account_id", "sender_name", "revision_message_nr", "file_ids", "pin_weight",
      "subject", "on_behalf_id", "lock_account_id", "edited_time", "flow_message_nr", "mention_ids",
      "tasked_account_id",
      "assignee_ids", "hook_key", "raw_id", "ref_message_nr", "mail_hdrs",
    ]
    let defaults = [
      "mk_rec_type": #""message""#, "conversation_id": #""c-1""#, "message_nr": "74", "account_id": #""a-1""#,
      "mk_message_type": #""text""#, "mk_message_state": #""urn:fleep:message:mk_message_state:plain""#,
      "posted_time": "1534849970", "inbox_nr": "69", "tags": "[]", "attachments": "[]", "is_edit": "false",
    ].merging(nulls.map { ($0, "null") }) { first, _ in first }
    let missing = defaults.filter { !given.contains("\"\($0.key)\"") }.sorted { $0.key < $1.key }
    return "{\(given),\(missing.map { "\"\($0.key)\":\($0.value)" }.joined(separator: ","))}"
  }

  static let contacts = """
    "contacts":[
      {"mk_rec_type":"contact","account_id":"a-1","display_name":"Ann Example","email":"ann@example.org","status_emoji":null},
      {"mk_rec_type":"contact","account_id":"a-2","display_name":null,"email":"guest@example.net"}]
    """

  static func payload(_ messages: String..., rest: String = contacts) -> [UInt8] {
    let conversations = #""conversations":[{"mk_rec_type":"conv","conversation_id":"c-1","topic":"Operations"}]"#
    let reply = #""reply_url":"https://fleep.io/hook/Key-0000000000000000_1""#
    return Array("{\(conversations),\(reply),\"messages\":[\(messages.joined(separator: ","))],\(rest)}".utf8)
  }

  /// The one message of a payload that has these fields.
  static func only(_ fields: String, rest: String = contacts) throws -> IncomingMessage {
    try OutgoingPayload(json: payload(message(fields), rest: rest)).messages[0]
  }

  /// A message of this body.
  static func body(_ xml: String) throws -> IncomingMessage {
    try only(
      #""message":"\#(xml.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n"))""#
    )
  }
}
