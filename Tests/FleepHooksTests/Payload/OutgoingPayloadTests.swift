import FleepHooks
import Testing

@Suite("An outgoing hook's payload")
struct OutgoingPayloadTests {
  @Test("A plain message has a sender, a conversation and a text")
  func plain() throws {
    let payload = try OutgoingPayload(
      json: PayloadFixture.payload(PayloadFixture.message(#""message":"<msg><p>hello</p></msg>""#))
    )
    let message = try #require(payload.messages.first)
    #expect(message.sender == "Ann Example")
    #expect(message.conversationID == "c-1")
    #expect(message.topic == "Operations")
    #expect(message.number == 74)
    #expect(message.text == "hello")
    #expect(message.commandText == "hello")
    #expect(message.skipped == nil)
    #expect(!message.isFromHook && !message.isEdit && !message.isFromEmail)
    #expect(payload.replyURL == "https://fleep.io/hook/Key-0000000000000000_1")
    #expect(payload.plainText == "Ann Example:\nhello")
  }

  @Test("The generation of 2016 keeps JSON in a string, and numbers as strings are numbers")
  func nested() throws {
    let message = try PayloadFixture.only(
      #"""
      "mk_message_type":"emailV2","message_nr":"12","account_id":"a-2",
      "message":"{\"message\":\"<msg><p>body</p><p><q>-- <br/>sig</q></p></msg>\",\"subject\":\"Re: disk\",
      \"attachments\":[{\"file_url\":\"/file/1/a.txt\",\"message_nr\":\"12\"}],\"is_url_preview_disabled\":false}"
      """#
    )
    #expect(message.sender == "guest@example.net")
    #expect(message.number == 12)
    #expect(message.isFromEmail)
    #expect(message.text == "Re: disk\nbody\n\n-- \nsig")
    #expect(message.commandText == "body")
    #expect(message.attachments == ["https://fleep.io/file/1/a.txt"])
    #expect(message.plainText.hasPrefix("guest@example.net via email:\nRe: disk\n"))
  }

  @Test("Attachments that are gone or hidden are left out")
  func attachments() throws {
    let message = try PayloadFixture.only(
      #"""
      "message":"<msg><file key='1'>a.png</file><file key='2'>b.png</file></msg>","attachments":[
      {"mk_rec_type":"file","file_url":"/file/1/a.png","file_size":"5"},
      {"mk_rec_type":"file","file_url":"/file/2/b.png","is_deleted":true},
      {"mk_rec_type":"file","file_url":"/file/3/c.png","is_hidden":true},null,7]
      """#
    )
    #expect(message.text == "")
    #expect(message.skipped == nil)
    #expect(message.attachments == ["https://fleep.io/file/1/a.png"])
  }

  @Test("A message through a hook has the hook's name, and says so")
  func hook() throws {
    let hooks = #""hooks":[{"mk_rec_type":"hook","hook_key":"k-1","hook_name":"Backup","hook_url":null}],"#
    let message = try PayloadFixture.only(
      #""message":"<msg><p>done</p></msg>","hook_key":"k-1""#,
      rest: hooks + PayloadFixture.contacts
    )
    #expect(message.isFromHook)
    #expect(message.sender == "Backup")
    #expect(message.plainText == "Backup via hook:\ndone")
    let named = try PayloadFixture.only(#""message":"<msg><p>x</p></msg>","hook_key":"k-9","sender_name":"web-1""#)
    #expect(named.isFromHook && named.sender == "web-1")
  }

  @Test("A name, a topic or an address can't turn or break the line that shows it")
  func disguisedNames() throws {
    let message = try PayloadFixture.only(
      #""message":"<msg><p>x</p></msg>","sender_name":"\u202enn\nA\u001b","attachments":[{"file_url":"/f\n/\u2067a"}]"#
    )
    #expect(message.plainText == "\u{FFFD}nn A:\nx\nhttps://fleep.io/f /\u{FFFD}a")
  }

  @Test("Who is in no list is unknown, and lists may be null or absent")
  func unknownSender() throws {
    for rest in [#""contacts":null"#, #""contacts":[],"hooks":null"#, #""x":1"#] {
      let message = try PayloadFixture.only(#""message":"<msg><p>x</p></msg>","account_id":"a-9""#, rest: rest)
      #expect(message.sender == "unknown")
    }
    #expect(try OutgoingPayload(json: Array("{}".utf8)).messages.isEmpty)
    #expect(try OutgoingPayload(json: Array(#"{"messages":null}"#.utf8)).messages.isEmpty)
    #expect(
      try OutgoingPayload(json: Array(#"{"messages":[null,1,"a",[]]}"#.utf8)).messages.map(\.skipped?.rawValue)
        == Array(repeating: "system", count: 4)
    )
  }

  @Test("An edit is read, and told apart from the message that it replaces")
  func edit() throws {
    let first = try PayloadFixture.only(#""message":"<msg><p>a</p></msg>""#)
    let edit = try PayloadFixture.only(
      #""message":"<msg><p>b</p></msg>","is_edit":true,"flow_message_nr":74,"edited_time":1534849999,"message_nr":74"#
    )
    #expect(edit.isEdit && edit.skipped == nil && edit.text == "b")
    #expect(edit.deliveryID != first.deliveryID)
    #expect(try PayloadFixture.only(#""message":"<msg><p>a</p></msg>""#).deliveryID == first.deliveryID)
  }

  @Test(
    "What nobody should read again is skipped, with the reason",
    arguments: [
      (#""mk_message_type":"topic","message":"{\"topic\":\"x\"}""#, IncomingMessage.Skip.system),
      (#""mk_message_type":"brandNewV7","message":"<msg><p>x</p></msg>""#, .system),
      (#""mk_message_type":7,"message":"<msg><p>x</p></msg>""#, .system),
      (#""message":"","tags":["is_deleted"]"#, .deleted),
      (#""message":"","mk_message_state":"urn:fleep:message:mk_message_state:deleted""#, .deleted),
      (#""message":"<msg><p>x</p></msg>","tags":["is_hidden"]"#, .hidden),
      (#""message":"<msg><p>x</p></msg>","revision_message_nr":"80""#, .superseded),
      (#""message":"""#, .empty), (#""message":null"#, .empty), (#""message":"<msg><p/></msg>""#, .empty),
      (#""message":"<msg><p>x</p></msg>","pin_weight":5"#, .change),
      (#""message":"<msg><p>x</p></msg>","tasked_account_id":"a-2""#, .change),
      (#""message":"<msg><p>x</p></msg>","mk_message_state":"urn:fleep:message:mk_message_state:done""#, .change),
    ]
  )
  func skipped(_ fields: String, _ reason: IncomingMessage.Skip) throws {
    let message = try PayloadFixture.only(fields)
    #expect(message.skipped == reason)
    #expect(try OutgoingPayload(json: PayloadFixture.payload(PayloadFixture.message(fields))).plainText == "")
  }

  @Test(
    "Fleep's own messages are skipped, whatever JSON they hold",
    arguments: [
      "create", "add", "leave", "kick", "topic", "alerts", "disclose", "hook", "unhook", "add_team", "kick_team",
      "hangout",
      "separator", "replace", "share", "unshare", "autojoin", "delfile", "sysmsg", "signin", "file", "bounce", "show",
      "unshow", "url_previews", "no_url_previews", "kickV2", "add_teamV2", "discloseV2", "joinV1", "deleteV1",
      "passiveV1",
      "unmanage",
    ]
  )
  func system(_ type: String) throws {
    let message = try PayloadFixture.only(
      #""mk_message_type":"\#(type)","message":"{\"members\":[\"a-1\"],\"message\":\"!status\",\"sysmsg_text\":\"{author} x\"}""#
    )
    #expect(message.skipped == .system)
    #expect(message.text == "" && message.commandText == "")
  }

  @Test("Several messages are shown one below the other")
  func several() throws {
    let payload = try OutgoingPayload(
      json: PayloadFixture.payload(
        PayloadFixture.message(#""message":"<msg><p>one</p></msg>""#),
        PayloadFixture.message(#""message":"","tags":["is_deleted"]"#),
        PayloadFixture.message(#""message":"<msg><p>two</p></msg>","message_nr":75"#)
      )
    )
    #expect(payload.messages.count == 3)
    #expect(payload.plainText == "Ann Example:\none\n\nAnn Example:\ntwo")
  }

  @Test(
    "Bytes that are no payload are refused with a reason",
    arguments: [
      ("", "not JSON: the text ends too early at byte 0"), ("[]", "JSON, but no object"),
      (#"{"messages":{}}"#, "'messages' is no list"), (#"{"a":1,"a":2}"#, "not JSON: a field occurs twice at byte 7"),
      ("{} x", "not JSON: something follows the value at byte 3"),
      (String(repeating: "[", count: 100), "not JSON: nested more than 64 levels deep at byte 64"),
    ]
  )
  func refused(_ json: String, _ reason: String) {
    let error = #expect(throws: PayloadError.self) { try OutgoingPayload(json: Array(json.utf8)) }
    #expect(error?.description == reason)
  }

  @Test("Bytes that are not UTF-8, or too many, are refused")
  func bytes() {
    #expect(throws: PayloadError.notJSON(reason: "a text that is not UTF-8", offset: 2)) {
      try OutgoingPayload(json: [0x7B, 0x22, 0xFF, 0x22, 0x7D])
    }
    #expect(throws: PayloadError.tooLarge(limit: OutgoingPayload.sizeLimit)) {
      try OutgoingPayload(json: repeatElement(UInt8(ascii: " "), count: OutgoingPayload.sizeLimit + 1))
    }
  }

  @Test(
    "Random damage to a payload gives a payload or an error, and nothing else",
    arguments: 1...4 as ClosedRange<UInt64>
  )
  func damage(_ seed: UInt64) throws {
    var random = SplitMix(state: seed)
    let whole = PayloadFixture.payload(PayloadFixture.message(#""message":"<msg><p>a<br/>b &amp; \u00e9</p></msg>""#))
    var read = 0
    for _ in 0..<300 {
      var bytes = whole
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let place = Int.random(in: bytes.indices, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes[place] = UInt8.random(in: .min ... .max, using: &random)
        case 1: bytes.remove(at: place)
        default: bytes.insert(bytes[place], at: place)
        }
      }
      if (try? OutgoingPayload(json: bytes)) != nil { read += 1 }
    }
    // Damage within a text leaves a payload; damage to the structure must not.
    #expect(read > 0 && read < 300)
  }
}
