import Delivery
import FleepHooks
import Foundation
import Model
import Testing

/// Real TLS, spoken by openssl(1) with certificates made for the test.
@Suite(
  "Certificates",
  .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/openssl")),
  .timeLimit(.minutes(1))
)
struct CertificateTests {
  private let request = HookRequest(contentType: "application/json", body: .bytes(Array("{}".utf8)))

  @Test("a server is believed only with a certificate for its address from a known authority")
  func certificates() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "fleepd-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let right = try TLSServer(folder: folder, name: "right", address: "IP:127.0.0.1")
    let wrong = try TLSServer(folder: folder, name: "wrong", address: "DNS:fleep.example")
    defer {
      right.stop()
      wrong.stop()
    }
    let transport = HookTransport(version: "1")
    // The servers echo what they get, which is no HTTP: a complaint about that means that the certificate was believed.
    let believed = await transport.post(request, to: right.hook(trusting: right))
    #expect("\(believed)".contains("Unsupported protocol"))
    for hook in [right.hook(trusting: nil), right.hook(trusting: wrong), wrong.hook(trusting: wrong)] {
      let fault = PostFault(detail: "TLS: the certificate is not from a known authority, or not for this host")
      #expect(await transport.post(request, to: hook) == .failed(fault, retryAfter: nil))
    }
  }
}

/// openssl(1) as a server with a self-signed certificate.
private struct TLSServer {
  let port: Int
  private let process = Process()
  private let certificate: String

  init(folder: URL, name: String, address: String) throws {
    certificate = folder.appending(path: "\(name).pem").path
    let key = folder.appending(path: "\(name).key").path
    let making = Process()
    making.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
    making.arguments = [
      "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", "/CN=\(name)",
      "-addext", "subjectAltName=\(address)", "-keyout", key, "-out", certificate,
    ]
    making.standardError = FileHandle.nullDevice
    try making.run()
    making.waitUntilExit()
    let output = Pipe()
    process.executableURL = making.executableURL
    process.arguments = ["s_server", "-accept", "127.0.0.1:0", "-cert", certificate, "-key", key, "-rev"]
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    var said = ""
    var port: Int?
    while port == nil {
      let piece = output.fileHandleForReading.availableData
      guard !piece.isEmpty else { break }
      said += String(decoding: piece, as: UTF8.self)
      port = said.split(separator: "\n").first { $0.hasPrefix("ACCEPT") }?.split(separator: ":").last.flatMap {
        Int($0)
      }
    }
    self.port = try #require(port, "openssl did not start: \(said)")
  }

  func hook(trusting other: TLSServer?) -> HookDefinition {
    HookDefinition(
      name: "ops",
      url: Secret("https://127.0.0.1:\(port)/hook/Key-00000000000000001_"),
      caFile: other?.certificate
    )
  }

  func stop() {
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }
}
