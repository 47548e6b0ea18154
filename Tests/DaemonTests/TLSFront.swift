import Foundation
import Testing

/// nginx(8) before a plain server: TLS with a certificate for fleep.example, HTTP/2 where it is wanted.
///
/// It listens on a socket of the file system, which a tunnel leads to: no port that another test could have.
final class TLSFront {
  static let isInstalled = ["/usr/sbin/nginx", "/usr/bin/openssl"].allSatisfy(
    FileManager.default.isExecutableFile(atPath:)
  )

  let socket: String
  let certificate: String
  private let log: String
  private let process = Process()

  init(folder: String, before port: UInt16) async throws {
    socket = "\(folder)/tls"
    certificate = "\(folder)/ca.pem"
    log = "\(folder)/requests"
    let openssl = Process()
    openssl.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
    openssl.arguments = [
      "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj",
      "/CN=fleep.example",
      "-addext", "subjectAltName=DNS:fleep.example", "-keyout", "\(folder)/ca.key", "-out", certificate,
    ]
    openssl.standardError = FileHandle.nullDevice
    try openssl.run()
    openssl.waitUntilExit()
    process.executableURL = URL(fileURLWithPath: "/usr/sbin/nginx")
    let configuration = """
      daemon off; master_process off; pid \(folder)/nginx.pid; error_log /dev/null;
      events {}
      http {
        access_log \(log); client_body_temp_path \(folder)/body; proxy_temp_path \(folder)/proxied;
        fastcgi_temp_path \(folder)/fastcgi; uwsgi_temp_path \(folder)/uwsgi; scgi_temp_path \(folder)/scgi;
        server {
          listen unix:\(socket) ssl http2;
          ssl_certificate \(certificate); ssl_certificate_key \(folder)/ca.key;
          location / { proxy_pass http://127.0.0.1:\(port); proxy_http_version 1.1; proxy_set_header Connection ""; }
        }
      }
      """
    try Data(configuration.utf8).write(to: URL(fileURLWithPath: "\(folder)/nginx.conf"))
    process.arguments = ["-c", "\(folder)/nginx.conf"]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    let deadline = ContinuousClock.now + .seconds(60)
    while !FileManager.default.fileExists(atPath: socket) {
      try #require(process.isRunning && ContinuousClock.now < deadline, "nginx did not start")
      try await Task.sleep(for: .milliseconds(2))
    }
  }

  // Not with SIGTERM: nginx inherits what the test's thread blocks.
  deinit { kill(process.processIdentifier, SIGKILL) }

  /// The request lines that it has passed on.
  var requests: [Substring] {
    (try? String(contentsOfFile: log, encoding: .utf8))?.split(separator: "\n") ?? []
  }
}
