extension ScriptedResponse {
  /// The status line and the headers, as they are sent.
  func head(bodyCount: Int, closing: Bool) -> [UInt8] {
    var lines = ["HTTP/1.1 \(status) \(ScriptedResponse.reasons[status] ?? "Status")"]
    func add(_ name: String, _ value: String) {
      guard !headers.contains(where: { $0.name.lowercased() == name.lowercased() }) else { return }
      lines.append("\(name): \(value)")
    }
    if status != 204 {
      add("Content-Type", "application/json")
      add("Content-Length", "\(bodyCount)")
    }
    if closing { add("Connection", "close") }
    lines += headers.map { "\($0.name): \($0.value)" }
    return Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
  }

  /// The body as it is sent.
  var bodyBytes: [UInt8] {
    if status == 204 { return [] }
    return body
      ?? Array((200..<300 ~= status ? "{}" : #"{"error_id":"scripted","error_message":"as the test has it"}"#).utf8)
  }

  private static let reasons = [
    200: "OK", 204: "No Content", 301: "Moved Permanently", 302: "Found", 307: "Temporary Redirect",
    308: "Permanent Redirect", 400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found",
    405: "Method Not Allowed", 408: "Request Timeout", 410: "Gone", 411: "Length Required", 413: "Content Too Large",
    415: "Unsupported Media Type", 425: "Too Early", 429: "Too Many Requests", 500: "Internal Server Error",
    502: "Bad Gateway", 503: "Service Unavailable", 504: "Gateway Timeout",
  ]
}

extension ScriptedAnswer {
  /// Whether the message is in the conversation afterwards.
  var stores: Bool {
    switch self {
    case .respond(let response): response.stores ?? (200..<300 ~= response.status)
    case .delay, .closeAfterStoring, .silence(storing: true): true
    case .closeBeforeReading, .closeWithoutStoring, .reset, .garbage, .silence(storing: false): false
    }
  }
}
