import FleepHooks
import FleepStandIn

let opsKey = StandIn.key(1)

/// Runs a body with a stand-in that has one hook, `ops`, and stops it afterwards.
func withStandIn(
  _ settings: StandInSettings = StandInSettings(),
  _ body: (StandIn) async throws -> Void
) async throws {
  let standIn = StandIn(settings: settings)
  try await standIn.start()
  standIn.register(key: opsKey, hookName: "ops", ownerName: "Ann")
  do {
    try await body(standIn)
  } catch {
    try await standIn.stop()
    throw error
  }
  try await standIn.stop()
}

extension StandIn {
  /// Sends one request on a connection of its own.
  func exchange(
    _ method: String = "POST",
    path: String = "/hook/\(opsKey)",
    headers: [String] = ["Content-Type: application/json"],
    body: [UInt8]
  ) throws -> RawResponse {
    let client = try RawClient(port: port)
    try client.send(request(method, path: path, headers: headers, body: body))
    return try client.response()
  }

  func post(_ json: String) throws -> RawResponse { try exchange(body: Array(json.utf8)) }

  /// Posts a message as FleepHooks encodes it.
  func post(_ message: HookMessage, as encoding: HookMessage.Encoding) throws -> RawResponse {
    let encoded = message.encoded(as: encoding)
    switch encoded.body {
    case .bytes(let bytes): return try exchange(headers: ["Content-Type: \(encoded.contentType)"], body: bytes)
    case .multipart(let parts):
      return try exchange(headers: ["Content-Type: \(encoded.contentType); boundary=XYZ"], body: written(parts))
    }
  }
}

func request(_ method: String = "POST", path: String, headers: [String], body: [UInt8]) -> [UInt8] {
  let lines = ["\(method) \(path) HTTP/1.1", "Host: 127.0.0.1", "Content-Length: \(body.count)"] + headers
  return Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + body
}

/// Parts as a client would write them, with the boundary `XYZ`.
func written(_ parts: [HookPart]) -> [UInt8] {
  var bytes: [UInt8] = []
  for part in parts {
    bytes += "--XYZ\r\nContent-Disposition: form-data; name=\"\(part.name)\"".utf8
    if let filename = part.filename { bytes += "; filename=\"\(filename)\"".utf8 }
    bytes += "\r\n".utf8
    if let type = part.contentType { bytes += "Content-Type: \(type)\r\n".utf8 }
    bytes += "\r\n".utf8
    if case .bytes(let content) = part.content { bytes += content }
    bytes += "\r\n".utf8
  }
  return bytes + "--XYZ--\r\n".utf8
}
