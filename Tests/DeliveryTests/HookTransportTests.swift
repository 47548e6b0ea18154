import Delivery
import FleepHooks
import Foundation
import Model
import Synchronization
import TestSupport
import Testing

private let key = "Key-00000000000000001_"

@Suite("The transport", .timeLimit(.minutes(1)))
struct HookTransportTests {
  private let request = HookRequest(
    contentType: "application/json",
    body: .bytes(Array(#"{"message":"disk full"}"#.utf8))
  )

  private func hook(_ port: UInt16, scheme: String = "http", host: String = "127.0.0.1") -> HookDefinition {
    HookDefinition(name: "ops", url: Secret("\(scheme)://\(host):\(port)/hook/\(key)"))
  }

  private func transport(
    total: Duration = .seconds(20),
    warn: @escaping @Sendable (HookName, PostFault) -> Void = { _, _ in }
  ) -> HookTransport {
    HookTransport(version: "1.2.3", limits: HookTransport.Limits(total: total), warn: warn)
  }

  @Test("posts the body as it is, and sends no header that it should not")
  func post() async throws {
    let server = RawServer()
    defer { server.stop() }
    #expect(await transport().post(request, to: hook(server.port)) == .delivered)
    let seen = try #require(server.requests.first)
    #expect(seen.text == #"{"message":"disk full"}"#)
    #expect(seen.head.hasPrefix("POST /hook/\(key) HTTP/1.1\r\n"))
    #expect(seen.head.contains("\r\nContent-Type: application/json"))
    #expect(seen.head.contains("\r\nUser-Agent: fleepd/1.2.3"))
    #expect(seen.head.contains("\r\nContent-Length: 23"))
    for name in ["Expect", "Cookie", "Authorization", "Referer"] { #expect(!seen.head.contains("\r\n\(name):")) }
  }

  @Test(
    "takes each status for what it means",
    arguments: [
      (200, "delivered"), (204, "delivered"), (301, "failed"), (307, "failed"), (400, "refused"), (401, "gone"),
      (403, "gone"), (404, "gone"), (405, "refused"), (408, "failed"), (410, "gone"), (413, "tooLarge"),
      (415, "refused"),
      (425, "failed"), (429, "failed"), (430, "refused"), (431, "refused"), (439, "refused"), (500, "failed"),
      (502, "failed"), (503, "failed"), (504, "failed"), (599, "failed"),
    ]
  )
  func classification(status: Int, expected: String) async {
    let server = RawServer([.reply(RawServer.status(status))])
    defer { server.stop() }
    let outcome = await transport().post(request, to: hook(server.port))
    #expect(String(describing: outcome).prefix { $0 != "(" } == expected)
  }

  @Test(
    "reads Retry-After as seconds and as a date",
    arguments: [
      ("Retry-After: 7\r\n", 7.0...7.0), ("Retry-After: Fri, 31 Dec 2100 23:59:59 GMT\r\n", 86_400...86_400),
    ]
  )
  func retryAfter(header: String, expected: ClosedRange<Double>) async throws {
    let server = RawServer([.reply(RawServer.status(429, headers: header))])
    defer { server.stop() }
    guard case .failed(let fault, let wait?) = await transport().post(request, to: hook(server.port)) else {
      Issue.record("no Retry-After was read")
      return
    }
    #expect(expected.contains(wait.inSeconds))
    #expect(fault.status == 429)
  }

  @Test(
    "does not wait for a Retry-After that makes no sense",
    arguments: ["soon", "-5", "Mon, 01 Jan 2001 00:00:00 GMT"]
  )
  func absurdRetryAfter(value: String) async {
    let server = RawServer([.reply(RawServer.status(503, headers: "Retry-After: \(value)\r\n"))])
    defer { server.stop() }
    let outcome = await transport().post(request, to: hook(server.port))
    #expect(outcome == .failed(PostFault(status: 503, detail: "the server failed"), retryAfter: nil))
  }

  @Test("never follows a redirect")
  func redirect() async {
    let elsewhere = RawServer()
    let location = "Location: http://127.0.0.1:\(elsewhere.port)/hook/\(key)\r\n"
    let server = RawServer([.reply(RawServer.status(302, headers: location))])
    defer {
      server.stop()
      elsewhere.stop()
    }
    _ = await transport().post(request, to: hook(server.port))
    #expect(server.requests.count == 1)
    #expect(elsewhere.requests.isEmpty)
  }

  @Test("a refused connection did not deliver, a request without an answer may have")
  func ambiguity() async {
    let closed = ClosedPort()
    guard case .failed = await transport().post(request, to: hook(closed.port)) else {
      Issue.record("nothing was sent to a closed port")
      return
    }
    withExtendedLifetime(closed) {}
    let server = RawServer([.closeAfterReading])
    defer { server.stop() }
    guard case .unknown = await transport().post(request, to: hook(server.port)) else {
      Issue.record("the server may have stored it")
      return
    }
  }

  @Test("keeps a connection, and never sends a request twice by itself when that connection ends under it")
  func keptConnection() async {
    let server = RawServer([.reply(RawServer.ok()), .closeAfterReading])
    defer { server.stop() }
    let transport = transport()
    #expect(await transport.post(request, to: hook(server.port)) == .delivered)
    guard case .unknown = await transport.post(request, to: hook(server.port)) else {
      Issue.record("the second request may have arrived")
      return
    }
    #expect(server.requests.map(\.connection) == [1, 1])
  }

  @Test("a multipart request is not repeated by itself either")
  func keptConnectionWithFiles() async {
    let server = RawServer([.reply(RawServer.ok()), .closeAfterReading])
    defer { server.stop() }
    let transport = transport()
    let parts = [
      HookPart(name: "message", content: .bytes(Array("look".utf8))),
      HookPart(name: "files", filename: "a.txt", contentType: "text/plain", content: .bytes(Array("abc".utf8))),
    ]
    let request = HookRequest(contentType: "multipart/form-data", body: .multipart(parts))
    #expect(await transport.post(request, to: hook(server.port)) == .delivered)
    guard case .unknown = await transport.post(request, to: hook(server.port)) else {
      Issue.record("the second request may have arrived")
      return
    }
    #expect(server.requests.count == 2)
  }

  @Test("a server that says nothing is given up in time")
  func silence() async {
    let server = RawServer([.silence])
    defer { server.stop() }
    let outcome = await transport(total: .milliseconds(200)).post(request, to: hook(server.port))
    #expect(outcome == .unknown(PostFault(detail: "no answer in time")))
  }

  @Test(
    "the status decides where the answer's body is endless or cut off",
    arguments: [
      RawServer.ok(String(repeating: "x", count: 200_000)),
      "HTTP/1.1 200 OK\r\nContent-Length: 10\r\nConnection: close\r\n\r\nabc",
    ]
  )
  func body(answer: String) async {
    let server = RawServer([.reply(answer)])
    defer { server.stop() }
    #expect(await transport(total: .milliseconds(500)).post(request, to: hook(server.port)) == .delivered)
  }

  @Test("an answer that is no HTTP may have come after storing")
  func garbage() async {
    let server = RawServer([.reply("\u{16}\u{3}garbage\r\n\r\n")])
    defer { server.stop() }
    guard case .unknown = await transport().post(request, to: hook(server.port)) else {
      Issue.record("the server had the whole request")
      return
    }
  }

  @Test("streams files from disk in a multipart body")
  func multipart() async throws {
    let server = RawServer()
    defer { server.stop() }
    let file = FileManager.default.temporaryDirectory.appending(path: "fleepd-\(UUID().uuidString).txt")
    try Data("two\nlines\n".utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let parts = [
      HookPart(name: "message", content: .bytes(Array("Größe: 5".utf8))),
      HookPart(name: "files", filename: "log.txt", contentType: "text/plain", content: .file(path: file.path)),
    ]
    let request = HookRequest(contentType: "multipart/form-data", body: .multipart(parts))
    #expect(await transport().post(request, to: hook(server.port)) == .delivered)
    let seen = try #require(server.requests.first)
    #expect(seen.head.contains("\r\nContent-Type: multipart/form-data; boundary="))
    #expect(seen.text.contains("name=\"message\"\r\n\r\nGröße: 5\r\n"))
    #expect(
      seen.text.contains("name=\"files\"; filename=\"log.txt\"\r\nContent-Type: text/plain\r\n\r\ntwo\nlines\n\r\n")
    )
  }

  @Test("a file that is gone does not keep the message back")
  func missingFile() async throws {
    let server = RawServer()
    defer { server.stop() }
    let told = Mutex<[String]>([])
    let transport = transport { _, fault in told.withLock { $0.append(fault.detail) } }
    let parts = [
      HookPart(name: "message", content: .bytes(Array("look".utf8))),
      HookPart(name: "files", filename: "a.png", contentType: "image/png", content: .file(path: "/nowhere/a.png")),
    ]
    let request = HookRequest(contentType: "multipart/form-data", body: .multipart(parts))
    #expect(await transport.post(request, to: hook(server.port)) == .delivered)
    let seen = try #require(server.requests.first)
    #expect(seen.text.contains("look"))
    #expect(!seen.text.contains("files"))
    #expect(told.withLock { $0 } == ["the file a.png cannot be read, and the message goes without it"])
  }

  @Test("a fault tells what the hook said, but never its key")
  func secret() async {
    let body = #"{"error_id":"bad_request","error_message":"cannot post to /hook/\#(key)"}"#
    let server = RawServer([.reply(RawServer.status(400, body: body)), .closeAfterReading])
    defer { server.stop() }
    let transport = transport()
    let refused = await transport.post(request, to: hook(server.port))
    #expect(refused == .refused(PostFault(status: 400, detail: "bad_request, cannot post to /hook/(hook key)")))
    let unanswered = await transport.post(request, to: hook(server.port))
    #expect(!"\(unanswered)".contains(key))
    #expect(!"\(await transport.post(request, to: hook(1, scheme: "ftp")))".contains(key))
  }

  @Test("a server that does not speak TLS gets nothing but a failed handshake")
  func handshake() async {
    let server = RawServer()
    defer { server.stop() }
    let outcome = await transport(total: .milliseconds(300)).post(request, to: hook(server.port, scheme: "https"))
    guard case .failed = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(server.requests.isEmpty)
  }

  @Test("plain HTTP leaves the machine under no circumstances")
  func plainHTTP() async {
    let outcome = await transport().post(request, to: hook(80, host: "192.0.2.1"))
    #expect(outcome == .failed(PostFault(detail: "http:// is for loopback addresses only"), retryAfter: nil))
  }

  @Test("a success that is not a 200 is told, once")
  func oddity() async {
    let noContent = RawServer.Answer.reply("HTTP/1.1 204 No Content\r\n\r\n")
    let server = RawServer([noContent, noContent])
    defer { server.stop() }
    let told = Mutex<[PostFault]>([])
    let transport = transport { _, fault in told.withLock { $0.append(fault) } }
    for _ in 0..<2 { #expect(await transport.post(request, to: hook(server.port)) == .delivered) }
    #expect(told.withLock { $0.map(\.status) } == [204])
  }

  @Test("cancelling ends a request at once, and says that it may have arrived")
  func cancellation() async {
    let server = RawServer([.silence])
    defer { server.stop() }
    let transport = transport()
    let outcome = await withTaskGroup(of: PostOutcome?.self) { group in
      group.addTask { await transport.post(request, to: hook(server.port)) }
      group.addTask {
        while server.requests.isEmpty { await Task.yield() }
        return nil
      }
      _ = await group.next()
      group.cancelAll()
      return await group.next() ?? nil
    }
    guard case .unknown = outcome else {
      Issue.record("\(String(describing: outcome))")
      return
    }
  }

  @Test("one slow hook does not hold up another")
  func isolation() async {
    let slow = RawServer([.silence])
    let fast = RawServer()
    defer {
      slow.stop()
      fast.stop()
    }
    let transport = transport()
    let isSlowOver = Mutex(false)
    async let glue: Void = {
      _ = await transport.post(request, to: hook(slow.port))
      isSlowOver.withLock { $0 = true }
    }()
    while slow.requests.isEmpty { await Task.yield() }
    for _ in 0..<20 { #expect(await transport.post(request, to: hook(fast.port)) == .delivered) }
    #expect(isSlowOver.withLock { !$0 })
    slow.stop()
    await glue
  }

  @Test("a heartbeat is a GET, and a failed one says why")
  func heartbeat() async throws {
    let server = RawServer([.reply(RawServer.ok()), .reply(RawServer.status(404))])
    defer { server.stop() }
    let transport = transport()
    let heartbeat = HeartbeatDefinition(url: Secret("http://127.0.0.1:\(server.port)/ping/abc?status=up"))
    #expect(await transport.call(heartbeat) == nil)
    #expect(await transport.call(heartbeat) == PostFault(status: 404, detail: "not taken"))
    #expect(server.requests.first?.head.hasPrefix("GET /ping/abc?status=up ") == true)
  }
}
