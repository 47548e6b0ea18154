import FleepHooks
import FleepStandIn
import Testing

@Suite("What the stand-in takes")
struct TakingMessagesTests {
  @Test("A message in any of the three encodings is stored as it was meant", arguments: HookMessage.Encoding.allCases)
  func encodings(_ encoding: HookMessage.Encoding) async throws {
    try await withStandIn { standIn in
      let text = "Grüße & <b>\"50 %\"</b>\n\ttab + plus = 100 % 🙂 \\n"
      let response = try standIn.post(HookMessage(text: text, user: "Wéb 1"), as: encoding)
      #expect(response.status == 200)
      #expect(response.body == "{}")
      #expect(response.header("Content-Type") == "application/json")
      let message = try #require(standIn.messages(for: opsKey).first)
      #expect(message.text == text)
      #expect(message.sender == "Wéb 1")
      #expect(message.messageNumber == 1)
      #expect(standIn.violations.isEmpty)
      #expect(standIn.warnings.isEmpty)
    }
  }

  @Test("Files come with their bytes and their SHA-256")
  func files() async throws {
    try await withStandIn { standIn in
      let binary = [UInt8]((0...255).map(UInt8.init)) + Array("\r\n--XY\r\n".utf8)
      let message = HookMessage(
        text: "two files",
        files: [
          HookFile(name: "a.txt", contentType: "text/plain", content: .bytes(Array("abc".utf8))),
          HookFile(name: "every byte.bin", contentType: "application/octet-stream", content: .bytes(binary)),
        ]
      )
      let response = try standIn.post(message, as: .json)
      #expect(response.status == 200)
      let stored = try #require(standIn.messages(for: opsKey).first)
      #expect(stored.files.map(\.name) == ["a.txt", "every byte.bin"])
      #expect(stored.files.map(\.contentType) == ["text/plain", "application/octet-stream"])
      #expect(stored.files.last?.content == binary)
      #expect(stored.files.first?.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    }
  }

  @Test("Without a sender's name, the hook's stands for it, and its owner's where the hook has none")
  func senders() async throws {
    try await withStandIn { standIn in
      let nameless = StandIn.key(2)
      standIn.register(key: nameless, ownerName: "Ann")
      _ = try standIn.post(#"{"message":"x"}"#)
      _ = try standIn.exchange(path: "/hook/\(nameless)", body: Array(#"{"message":"x"}"#.utf8))
      #expect(standIn.messages(for: opsKey).map(\.sender) == ["ops"])
      #expect(standIn.messages(for: nameless).map(\.sender) == ["Ann"])
    }
  }

  @Test("Old forms of path work where they are switched on, and carry the sender's name")
  func legacyPaths() async throws {
    try await withStandIn(StandInSettings(legacyPaths: true)) { standIn in
      for path in ["", "/Web%201", "/plain", "/plain/Web%201"] {
        let response = try standIn.exchange(path: "/hook/\(opsKey)\(path)", body: Array(#"{"message":"x"}"#.utf8))
        #expect(response.status == 200)
      }
      #expect(standIn.messages(for: opsKey).map(\.sender) == ["ops", "Web 1", "ops", "Web 1"])
    }
  }

  @Test("A lenient stand-in drops what Fleep drops, and warns")
  func lenient() async throws {
    try await withStandIn(StandInSettings(strict: false)) { standIn in
      let response = try standIn.post(#"{"message":"a\u0007b\rc","ticket":"1"}"#)
      #expect(response.status == 200)
      #expect(standIn.messages(for: opsKey).map(\.text) == ["abc"])
      #expect(standIn.warnings.count == 2)
      #expect(standIn.violations.isEmpty)
    }
  }

  @Test("One connection carries many messages, ten thousand of them in their order")
  func many() async throws {
    try await withStandIn { standIn in
      let client = try RawClient(port: standIn.port)
      for number in 1...10_000 {
        let body = Array(#"{"message":"message \#(number)"}"#.utf8)
        try client.send(request(path: "/hook/\(opsKey)", headers: ["Content-Type: application/json"], body: body))
        guard try client.response().status == 200 else { break }
      }
      let messages = try await standIn.waitForMessages(count: 10_000, key: opsKey)
      #expect(messages.map(\.text) == (1...10_000).map { "message \($0)" })
      #expect(messages.map(\.messageNumber) == Array(1...10_000))
    }
  }
}
