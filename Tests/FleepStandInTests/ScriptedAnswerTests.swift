import FleepHooks
import FleepStandIn
import Testing

@Suite("What a test can make the stand-in answer")
struct ScriptedAnswerTests {
  @Test("A script is followed once, then all is as ever")
  func script() async throws {
    try await withStandIn { standIn in
      standIn.script(
        opsKey,
        [.status(500), .tooManyRequests(retryAfter: "7"), .redirect(307, to: "http://127.0.0.1:1/")]
      )
      let responses = try (1...4).map { try standIn.post(#"{"message":"\#($0)"}"#) }
      #expect(responses.map(\.status) == [500, 429, 307, 200])
      #expect(responses[1].header("Retry-After") == "7")
      #expect(responses[2].header("Location") == "http://127.0.0.1:1/")
      #expect(standIn.messages(for: opsKey).map(\.text) == ["4"])
      #expect(standIn.requests(for: opsKey).map(\.status) == [500, 429, 307, 200])
    }
  }

  @Test("A success with a strange body stores the message")
  func strangeSuccess() async throws {
    try await withStandIn { standIn in
      standIn.script(
        opsKey,
        [.status(204), .respond(ScriptedResponse(status: 200, headers: [("Content-Type", "text/html")], body: [60]))]
      )
      let response = try standIn.post(#"{"message":"1"}"#)
      #expect(response.status == 204)
      let next = try standIn.post(#"{"message":"2"}"#)
      #expect(next.body == "<")
      #expect(standIn.messages(for: opsKey).map(\.text) == ["1", "2"])
    }
  }

  @Test(
    "A connection that ends without an answer stores or not, as it says",
    arguments: [
      (ScriptedAnswer.closeBeforeReading, 0), (.closeWithoutStoring, 0), (.closeAfterStoring, 1), (.reset, 0),
    ]
  )
  func broken(_ answer: ScriptedAnswer, _ stored: Int) async throws {
    try await withStandIn { standIn in
      standIn.script(opsKey, [answer])
      let outcome = Result { try standIn.post(#"{"message":"x"}"#) }
      switch outcome {
      case .success(let response): #expect(response.text == "" && answer != .reset)
      case .failure(let fault): #expect(fault as? SocketFault == SocketFault(call: "recv", number: 104))
      }
      #expect(standIn.messages(for: opsKey).count == stored)
      #expect(standIn.requests().map(\.status) == [nil])
      let response = try standIn.post(#"{"message":"again"}"#)
      #expect(response.status == 200)
      #expect(standIn.violations.isEmpty)
    }
  }

  @Test("Garbage is sent as it is")
  func garbage() async throws {
    try await withStandIn { standIn in
      standIn.script(opsKey, [.garbage(Array("SSH-2.0-OpenSSH\r\n".utf8))])
      let response = try standIn.post(#"{"message":"x"}"#)
      #expect(response.text == "SSH-2.0-OpenSSH\r\n")
    }
  }

  @Test("A body that is cut off promises more than it has")
  func cut() async throws {
    try await withStandIn { standIn in
      standIn.script(opsKey, [.respond(ScriptedResponse(body: Array("0123456789".utf8), cutAfter: 4))])
      let response = try standIn.post(#"{"message":"x"}"#)
      #expect(response.header("Content-Length") == "10")
      #expect(response.body == "0123")
    }
  }

  @Test(
    "A late answer comes late",
    arguments: [
      ScriptedAnswer.delay(.milliseconds(80)),
      .respond(ScriptedResponse(delay: .milliseconds(80))),
      .respond(ScriptedResponse(bodyDelay: .milliseconds(80))),
    ]
  )
  func late(_ answer: ScriptedAnswer) async throws {
    try await withStandIn { standIn in
      standIn.script(opsKey, [answer])
      let start = ContinuousClock.now
      let response = try standIn.post(#"{"message":"x"}"#)
      #expect(ContinuousClock.now - start >= .milliseconds(80))
      #expect(response.body == "{}")
    }
  }

  @Test("Who waits for messages gets them when they are all there, or an error when the time is over")
  func waiting() async throws {
    try await withStandIn { standIn in
      async let two = standIn.waitForMessages(count: 2, key: opsKey)
      _ = try standIn.post(#"{"message":"1"}"#)
      _ = try standIn.post(#"{"message":"2"}"#)
      #expect(try await two.map(\.text) == ["1", "2"])
      await #expect(throws: StandInTimeout(expected: 3, stored: 2)) {
        try await standIn.waitForMessages(count: 3, key: opsKey, timeout: .milliseconds(20))
      }
    }
  }

  @Test("Who watches sees the messages of every hook, until the stand-in stops")
  func watching() async throws {
    var seen: [String] = []
    var stream: AsyncStream<StoredMessage>?
    try await withStandIn { standIn in
      stream = standIn.storedMessages()
      standIn.register(key: StandIn.key(2), hookName: "stats")
      _ = try standIn.post(#"{"message":"1"}"#)
      _ = try standIn.exchange(path: "/hook/\(StandIn.key(2))", body: Array(#"{"message":"2"}"#.utf8))
    }
    for await message in try #require(stream) { seen.append("\(message.hookName) \(message.text)") }
    #expect(seen == ["ops 1", "stats 2"])
  }

  @Test("A stand-in that was stopped refuses connections, and goes on where it was when it starts again")
  func restart() async throws {
    let standIn = StandIn()
    standIn.register(key: opsKey, hookName: "ops", ownerName: "Ann")
    let port = try await startOnReservedPort(standIn)
    _ = try standIn.post(#"{"message":"1"}"#)
    try await standIn.stop()
    #expect(standIn.port == 0)
    #expect(throws: SocketFault(call: "connect", number: 111)) { try RawClient(port: port) }
    try await standIn.start(port: port)
    _ = try standIn.post(#"{"message":"2"}"#)
    #expect(standIn.messages(for: opsKey).map(\.messageNumber) == [1, 2])
    try await standIn.stop()
  }

  /// Starts on a port below those that the system gives to other tests, so that none takes it while the stand-in is down.
  private func startOnReservedPort(_ standIn: StandIn) async throws -> Int {
    for _ in 0..<100 {
      let port = Int.random(in: 20_000..<30_000)
      if (try? await standIn.start(port: port)) != nil { return port }
    }
    throw SocketFault(call: "bind", number: 98)
  }
}
