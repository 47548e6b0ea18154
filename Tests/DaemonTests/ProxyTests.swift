import FleepStandIn
import Foundation
import TestSupport
import Testing

@Suite(
  "Fleep behind a proxy, with TLS and HTTP/2",
  .enabled(if: TLSFront.isInstalled),
  .timeLimit(.minutes(2))
)
struct ProxyTests {
  enum Origin: CaseIterable {
    case environment, mainFile
  }

  @Test(
    "is reached by send and by the daemon, with the proxy of the environment or of the main file",
    arguments: Origin.allCases
  )
  func proxy(origin: Origin) async throws {
    let main = "hooks: {ops: {url_file: ops-hook, ca_file: ca.pem}}\n"
    let fleepd = try await Fleepd(
      files: ["fleepd.yaml": main + (origin == .mainFile ? "proxy: {url_file: proxy}\n" : "")]
    )
    let front = try await TLSFront(folder: fleepd.folder, before: UInt16(fleepd.fleep.port))
    let proxy = RawServer(otherwise: .tunnel(to: front.socket))
    defer { proxy.stop() }
    let address = "http://me:S3CRET@127.0.0.1:\(proxy.port)"
    try fleepd.write("https://fleep.example/hook/\(fleepd.key())\n", to: "ops-hook")
    switch origin {
    case .environment: fleepd.variables = ["https_proxy": address]
    case .mainFile: try fleepd.write("\(address)\n", to: "proxy")
    }
    let send = ["send", "--config", "\(fleepd.folder)/fleepd.yaml", "--hook", "ops"]
    let direct = try await fleepd.run(send + ["by itself"])
    #expect(direct.status == 0, "\(direct.errors)")
    try await fleepd.start(["--log-level", "trace"])
    let queued = try await fleepd.run(send + ["--wait", "by the daemon"])
    #expect(queued.status == 0, "\(queued.errors)")
    #expect(fleepd.fleep.messages(for: fleepd.key()).map(\.text) == ["by itself", "by the daemon"])
    for request in proxy.requests {
      #expect(request.head.hasPrefix("CONNECT fleep.example:443 HTTP/1.1\r\n"))
      #expect(request.head.contains("\r\nProxy-Authorization: Basic bWU6UzNDUkVU"))
      #expect(!request.head.contains(fleepd.key()), "the proxy does not see the key")
    }
    #expect(proxy.requests.count == 2)
    try await fleepd.poll("both requests are in the log of the TLS front") { front.requests.count == 2 }
    for request in front.requests { #expect(request.contains(" HTTP/2.0\""), "\(request)") }
    #expect(try !(fleepd.log() + direct.errors + queued.errors).contains("S3CRET"))
    try await fleepd.remove()
  }

  @Test(
    "is reached by a SOCKS5 proxy, which looks the name up where it is told to",
    .enabled(if: SOCKSProxy.isInstalled && LocalNames.isInstalled),
    arguments: ["socks5", "socks5h"]
  )
  func socks(scheme: String) async throws {
    let fleepd = try await Fleepd(
      files: ["fleepd.yaml": "hooks: {ops: {url_file: ops-hook, ca_file: ca.pem}}\nproxy: {url_file: proxy}\n"]
    )
    let front = try await TLSFront(folder: fleepd.folder, before: UInt16(fleepd.fleep.port))
    let server = RawServer(otherwise: .passage(to: front.socket))
    defer { server.stop() }
    // A name of loopback's that no program knows for one.
    let names = try LocalNames.variables(for: ["fleep.example"], in: fleepd.folder)
    let proxy = try await SOCKSProxy(folder: fleepd.folder, user: "me", password: "S3CRET", variables: names)
    if scheme == "socks5" { fleepd.variables = names }
    try fleepd.write("\(scheme)://me:S3CRET@127.0.0.1:\(proxy.port)\n", to: "proxy")
    try fleepd.write("https://fleep.example:\(server.port)/hook/\(fleepd.key())\n", to: "ops-hook")
    let send = ["send", "--config", "\(fleepd.folder)/fleepd.yaml", "--hook", "ops"]
    let direct = try await fleepd.run(send + ["by itself"])
    #expect(direct.status == 0, "\(direct.errors)")
    try await fleepd.start(["--log-level", "trace"])
    let queued = try await fleepd.run(send + ["--wait", "by the daemon"])
    #expect(queued.status == 0, "\(queued.errors)")
    #expect(fleepd.fleep.messages(for: fleepd.key()).map(\.text) == ["by itself", "by the daemon"])
    let host = scheme == "socks5" ? "127.0.0.1" : "fleep.example"
    #expect(proxy.connections == ["\(host):\(server.port)", "\(host):\(server.port)"])
    #expect(try !(fleepd.log() + direct.errors + queued.errors).contains("S3CRET"))
    try await fleepd.remove()
  }

  @Test(
    "is reached without the proxy where no_proxy names its host, and only there",
    .enabled(if: LocalNames.isInstalled),
    arguments: Origin.allCases
  )
  func noProxy(origin: Origin) async throws {
    let main = "hooks: {ops: {url_file: ops-hook, ca_file: ca.pem}}\n"
    let fleepd = try await Fleepd(
      files: ["fleepd.yaml": main + (origin == .mainFile ? "proxy: {url_file: proxy}\n" : "")]
    )
    let front = try await TLSFront(folder: fleepd.folder, before: UInt16(fleepd.fleep.port))
    let server = RawServer(otherwise: .passage(to: front.socket))
    let proxy = RawServer(otherwise: .reply(RawServer.status(403)))
    defer {
      server.stop()
      proxy.stop()
    }
    let names = try LocalNames.variables(for: ["fleep.example"], in: fleepd.folder)
    let address = "http://127.0.0.1:\(proxy.port)"
    try fleepd.write("\(address)\n", to: "proxy")
    try fleepd.write("https://fleep.example:\(server.port)/hook/\(fleepd.key())\n", to: "ops-hook")
    let send = ["send", "--config", "\(fleepd.folder)/fleepd.yaml", "--hook", "ops"]
    let environment = names.merging(origin == .environment ? ["https_proxy": address] : [:]) { first, _ in first }
    fleepd.variables = environment.merging(["no_proxy": "other.example,.example"]) { first, _ in first }
    let direct = try await fleepd.run(send + ["direct"])
    #expect(direct.status == 0, "\(direct.errors)")
    #expect(fleepd.fleep.messages(for: fleepd.key()).map(\.text) == ["direct"])
    #expect(proxy.requests.isEmpty)
    fleepd.variables = environment.merging(["no_proxy": "other.example"]) { first, _ in first }
    let refused = try await fleepd.run(send + ["by the proxy"])
    #expect(refused.status != 0)
    #expect(
      proxy.requests.map { $0.head.prefix { !$0.isNewline } } == ["CONNECT fleep.example:\(server.port) HTTP/1.1"]
    )
    #expect(fleepd.fleep.messages(for: fleepd.key()).count == 1)
    try await fleepd.remove()
  }
}
