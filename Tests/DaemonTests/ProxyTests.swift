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
}
