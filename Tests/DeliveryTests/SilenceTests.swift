import Delivery
import FleepHooks
import Foundation
import Glibc
import Model
import TestSupport
import Testing

/// Why there was no answer: people look in different places.
@Suite("A hook that cannot be reached", .timeLimit(.minutes(1)))
struct SilenceTests {
  private let request = HookRequest(contentType: "application/json", body: .bytes(Array("{}".utf8)))

  private func fault(_ url: String, caFile: String? = nil, limits: HookTransport.Limits = HookTransport.Limits()) async
    -> PostFault?
  {
    let transport = HookTransport(version: "1", limits: limits)
    let hook = HookDefinition(name: "ops", url: Secret(url), caFile: caFile)
    guard case .failed(let fault, _) = await transport.post(request, to: hook) else { return nil }
    return fault
  }

  @Test("is told apart: no such name, no connection, no TLS, no certificates, nothing in time")
  func reasons() async {
    // The resolver answers by itself that nothing below .invalid is there (RFC 6761).
    #expect(await fault("https://hook.invalid/hook/k")?.detail.contains("name was not found") == true)
    let closed = ClosedPort()
    #expect(
      await fault("http://127.0.0.1:\(closed.port)/hook/k") == PostFault(detail: "no connection: Connection refused")
    )
    withExtendedLifetime(closed) {}
    let server = RawServer()
    defer { server.stop() }
    let missing = await fault("https://127.0.0.1:\(server.port)/hook/k", caFile: "/nowhere/ca.pem")
    #expect(missing == PostFault(detail: "TLS: the file of certificates cannot be read"))
    let quick = HookTransport.Limits(connect: .milliseconds(300))
    let mute = await fault("https://127.0.0.1:\(server.port)/hook/k", limits: quick)
    #expect(mute == PostFault(detail: "no TLS handshake in time"))
    let full = FullServer()
    defer { full.stop() }
    #expect(
      await fault("http://127.0.0.1:\(full.port)/hook/k", limits: quick) == PostFault(detail: "no connection in time")
    )
  }

  @Test("because of its proxy is told as the proxy's fault, and does not show its password")
  func proxy() async {
    let transport = HookTransport(version: "1")
    func fault(proxy: String) async -> PostFault? {
      let hook = HookDefinition(name: "ops", url: Secret("https://fleep.example/hook/k"), proxy: Secret(proxy))
      guard case .failed(let fault, _) = await transport.post(request, to: hook) else { return nil }
      return fault
    }
    let server = RawServer([.reply(RawServer.status(407)), .reply(RawServer.status(502))])
    defer { server.stop() }
    let address = "http://me:S3CRET@127.0.0.1:\(server.port)"
    #expect(await fault(proxy: address) == PostFault(detail: "the proxy refused: HTTP 407"))
    #expect(await fault(proxy: address) == PostFault(detail: "the proxy refused: HTTP 502"))
    #expect(await fault(proxy: "http://proxy.invalid:3128") == PostFault(detail: "the proxy's name was not found"))
    let closed = ClosedPort()
    #expect(
      await fault(proxy: "http://127.0.0.1:\(closed.port)")
        == PostFault(detail: "no connection: Connection refused (a proxy is set)")
    )
    withExtendedLifetime(closed) {}
  }

  @Test("on this machine is asked of no proxy")
  func loopback() async {
    let server = RawServer()
    let proxy = RawServer()
    defer {
      server.stop()
      proxy.stop()
    }
    let hook = HookDefinition(
      name: "ops",
      url: Secret("http://127.0.0.1:\(server.port)/hook/k"),
      proxy: Secret("http://127.0.0.1:\(proxy.port)")
    )
    #expect(await HookTransport(version: "1").post(request, to: hook) == .delivered)
    #expect(proxy.requests.isEmpty)
  }

  @Test("over IPv6 is as good as over IPv4", .enabled(if: FileManager.default.fileExists(atPath: "/proc/net/if_inet6")))
  func version6() async throws {
    let server = RawServer(family: AF_INET6)
    defer { server.stop() }
    let hook = HookDefinition(name: "ops", url: Secret("http://[::1]:\(server.port)/hook/k"))
    #expect(await HookTransport(version: "1").post(request, to: hook) == .delivered)
    #expect(server.requests.first?.head.contains("\r\nHost: [::1]:\(server.port)") == true)
  }
}

/// A port at which nobody takes a connection: the system holds as many as wait already, and lets others wait outside.
private struct FullServer {
  private let listener = LoopbackSocket()
  private let waiting: [Int32]

  var port: UInt16 { listener.port }

  init() {
    precondition(listen(listener.descriptor, 0) == 0, "a bound socket can listen")
    waiting = (0..<3).map { [port = listener.port] _ in LoopbackSocket.connecting(to: port) }
  }

  func stop() {
    for descriptor in waiting + [listener.descriptor] { close(descriptor) }
  }
}
