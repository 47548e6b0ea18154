import FleepHooks
import FleepStandIn
import Testing

@Suite("What the stand-in refuses")
struct RefusingTests {
  struct Wrong: Sendable, CustomTestStringConvertible {
    var fault: String
    var status: Int
    var method = "POST"
    var path = "/hook/\(opsKey)"
    var headers = ["Content-Type: application/json"]
    var body = Array(#"{"message":"x"}"#.utf8)

    var testDescription: String { fault }
  }

  static let form = ["Content-Type: application/x-www-form-urlencoded"]
  static let multipart = ["Content-Type: multipart/form-data; boundary=XYZ"]

  static let wrong: [Wrong] = [
    Wrong(fault: "another method", status: 405, method: "PUT"),
    Wrong(fault: "another path", status: 404, path: "/"),
    Wrong(fault: "a query", status: 404, path: "/hook/\(opsKey)?a=b"),
    Wrong(fault: "a trailing slash", status: 404, path: "/hook/\(opsKey)/"),
    Wrong(fault: "a name in the path", status: 404, path: "/hook/\(opsKey)/plain"),
    Wrong(fault: "an unknown key", status: 404, path: "/hook/\(StandIn.key(99))"),
    Wrong(fault: "a key that is too short", status: 404, path: "/hook/abc"),
    Wrong(fault: "no content type", status: 415, headers: []),
    Wrong(fault: "another content type", status: 415, headers: ["Content-Type: text/plain"]),
    Wrong(fault: "another charset", status: 415, headers: ["Content-Type: application/json; charset=latin1"]),
    Wrong(
      fault: "an encoded body",
      status: 415,
      headers: ["Content-Type: application/json", "Content-Encoding: gzip"]
    ),
    Wrong(fault: "a cookie", status: 400, headers: ["Content-Type: application/json", "Cookie: a=b"]),
    Wrong(fault: "credentials", status: 400, headers: ["Content-Type: application/json", "Authorization: Basic eA=="]),
    Wrong(
      fault: "the key as referrer",
      status: 400,
      headers: ["Content-Type: application/json", "Referer: \(opsKey)"]
    ),
    Wrong(fault: "an empty body", status: 400, body: []),
    Wrong(fault: "no object", status: 400, body: Array("[]".utf8)),
    Wrong(fault: "bytes after the object", status: 400, body: Array(#"{"message":"x"} {}"#.utf8)),
    Wrong(fault: "a field twice", status: 400, body: Array(#"{"message":"x","message":"y"}"#.utf8)),
    Wrong(fault: "a number as message", status: 400, body: Array(#"{"message":1}"#.utf8)),
    Wrong(fault: "null as user", status: 400, body: Array(#"{"message":"x","user":null}"#.utf8)),
    Wrong(fault: "a byte order mark", status: 400, body: [0xEF, 0xBB, 0xBF] + Array(#"{"message":"x"}"#.utf8)),
    Wrong(fault: "no UTF-8", status: 400, body: Array(#"{"message":""#.utf8) + [0xC3] + Array(#""}"#.utf8)),
    Wrong(fault: "half a surrogate pair", status: 400, body: Array(#"{"message":"\ud83d"}"#.utf8)),
    Wrong(fault: "no message", status: 400, body: Array("{}".utf8)),
    Wrong(fault: "a blank message", status: 400, body: Array(#"{"message":" \n"}"#.utf8)),
    Wrong(fault: "an unknown field", status: 400, body: Array(#"{"message":"x","text":"y"}"#.utf8)),
    Wrong(fault: "a control character", status: 400, body: Array(#"{"message":"\u001b[1m"}"#.utf8)),
    Wrong(fault: "a carriage return", status: 400, body: Array(#"{"message":"a\r\nb"}"#.utf8)),
    Wrong(fault: "a sender of two lines", status: 400, body: Array(#"{"message":"x","user":"a\nb"}"#.utf8)),
    Wrong(
      fault: "a sender's name of 129 characters",
      status: 400,
      body: Array(#"{"message":"x","user":"\#(String(repeating: "a", count: 129))"}"#.utf8)
    ),
    Wrong(
      fault: "a message of 10,001 characters",
      status: 413,
      body: Array(#"{"message":"\#(String(repeating: "a", count: 10_001))"}"#.utf8)
    ),
    Wrong(fault: "a form field twice", status: 400, headers: form, body: Array("message=a&message=b".utf8)),
    Wrong(fault: "a broken percent escape", status: 400, headers: form, body: Array("message=%4".utf8)),
    Wrong(fault: "a form without a message", status: 400, headers: form, body: Array("text=a".utf8)),
    Wrong(fault: "no boundary", status: 400, headers: ["Content-Type: multipart/form-data"]),
    Wrong(fault: "another boundary", status: 400, headers: multipart, body: Array("--ABC\r\n".utf8)),
    Wrong(
      fault: "a file without a type",
      status: 400,
      headers: multipart,
      body: written([
        HookPart(name: "message", content: .bytes([120])),
        HookPart(name: "files", filename: "a", content: .bytes([])),
      ])
    ),
    Wrong(
      fault: "a file in another field",
      status: 400,
      headers: multipart,
      body: written([
        HookPart(name: "message", content: .bytes([120])),
        HookPart(name: "file", filename: "a", contentType: "text/plain", content: .bytes([])),
      ])
    ),
    Wrong(
      fault: "a file's name with a path",
      status: 400,
      headers: multipart,
      body: written([
        HookPart(name: "message", content: .bytes([120])),
        HookPart(name: "files", filename: "/etc/passwd", contentType: "text/plain", content: .bytes([])),
      ])
    ),
    Wrong(
      fault: "eleven files",
      status: 413,
      headers: multipart,
      body: written(
        [HookPart(name: "message", content: .bytes([120]))]
          + (1...11).map { HookPart(name: "files", filename: "\($0)", contentType: "a/b", content: .bytes([])) }
      )
    ),
  ]

  @Test("Each fault gets its status, stores nothing, and is recorded without the key", arguments: wrong)
  func refusal(_ wrong: Wrong) async throws {
    try await withStandIn { standIn in
      let response = try standIn.exchange(wrong.method, path: wrong.path, headers: wrong.headers, body: wrong.body)
      #expect(response.status == wrong.status)
      #expect(standIn.messages(for: opsKey).isEmpty)
      #expect(standIn.violations.count == 1)
      #expect(!response.text.contains(opsKey))
      #expect(!standIn.violations.description.contains(opsKey))
      #expect(response.body.contains("error_id"))
    }
  }

  @Test("A body over the limit is refused before it was read")
  func tooLarge() async throws {
    try await withStandIn { standIn in
      let client = try RawClient(port: standIn.port)
      let head =
        "POST /hook/\(opsKey) HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 2000000\r\n\r\n"
      try client.send(Array(head.utf8))
      let response = try client.response()
      #expect(response.status == 413)
    }
  }

  @Test("A chunked body over the limit is refused while it comes")
  func tooLargeInChunks() async throws {
    try await withStandIn(StandInSettings(bodyLimit: 1000)) { standIn in
      let client = try RawClient(port: standIn.port)
      let head =
        "POST /hook/\(opsKey) HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
      try client.send(Array((head + "400\r\n" + String(repeating: "a", count: 1024) + "\r\n").utf8))
      let response = try client.response()
      #expect(response.status == 413)
    }
  }

  @Test("What is no HTTP gets 400")
  func noHTTP() async throws {
    try await withStandIn { standIn in
      let client = try RawClient(port: standIn.port)
      try client.send(Array("hello\r\n\r\n".utf8))
      let response = try client.response()
      #expect(response.status == 400)
      #expect(standIn.violations.count == 1)
    }
  }

  @Test("With a full quota, files are refused with 431 and text still goes through")
  func quota() async throws {
    try await withStandIn(StandInSettings(quotaFull: true)) { standIn in
      let file = HookFile(name: "a", contentType: "text/plain", content: .bytes([65]))
      let withFile = try standIn.post(HookMessage(text: "x", files: [file]), as: .json)
      let textOnly = try standIn.post(HookMessage(text: "x"), as: .json)
      #expect(withFile.status == 431)
      #expect(textOnly.status == 200)
    }
  }

  @Test("The limiter answers 429 with Retry-After until its clock has moved on")
  func limiter() async throws {
    try await withStandIn(StandInSettings(limiter: StandInRate(every: .seconds(60), burst: 2))) { standIn in
      _ = try standIn.post(#"{"message":"1"}"#)
      _ = try standIn.post(#"{"message":"2"}"#)
      let refused = try standIn.post(#"{"message":"3"}"#)
      #expect(refused.status == 429)
      #expect(refused.header("Retry-After") == "60")
      standIn.advanceLimiter(by: .seconds(60))
      _ = try standIn.post(#"{"message":"4"}"#)
      #expect(standIn.messages(for: opsKey).map(\.text) == ["1", "2", "4"])
    }
  }

  @Test("Two requests at once on one hook are a fault")
  func inFlight() async throws {
    try await withStandIn { standIn in
      standIn.script(opsKey, [.silence(storing: false)])
      let first = try RawClient(port: standIn.port)
      try first.send(request(path: "/hook/\(opsKey)", headers: Self.form, body: Array("message=a".utf8)))
      _ = try await standIn.waitForRequests(1)
      let response = try standIn.post(#"{"message":"b"}"#)
      #expect(response.status == 200)
      #expect(standIn.violations.map(\.description) == ["ops: two requests at once on one hook"])
    }
  }
}

extension StandIn {
  /// Waits until so many requests have come.
  func waitForRequests(_ count: Int) async throws -> [RequestRecord] {
    let deadline = ContinuousClock.now + .seconds(5)
    while requests().count < count, ContinuousClock.now < deadline { await Task.yield() }
    return requests()
  }
}
