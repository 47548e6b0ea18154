/// What the stand-in answers instead of what it would, once: for the next request on a key.
package enum ScriptedAnswer: Sendable, Equatable {
  /// A response of one's own.
  case respond(ScriptedResponse)
  /// The request is judged and stored as ever, and answered late.
  case delay(Duration)
  /// Closed when the head has come, before the body is read.
  case closeBeforeReading
  /// Closed after the whole request, which is not stored.
  case closeWithoutStoring
  /// Closed after the whole request, which is stored: a client that asks again makes a duplicate.
  case closeAfterStoring
  /// Closed with a TCP reset after the whole request, which is not stored.
  case reset
  /// Bytes that are no HTTP, then closed.
  case garbage([UInt8])
  /// Stored or not, no answer ever comes.
  case silence(storing: Bool)

  /// A status with a JSON error, nothing stored.
  package static func status(_ status: Int, headers: [(String, String)] = []) -> ScriptedAnswer {
    .respond(ScriptedResponse(status: status, headers: headers))
  }

  /// 429, with `Retry-After` as it is given: seconds, an HTTP date or nonsense.
  package static func tooManyRequests(retryAfter: String? = nil) -> ScriptedAnswer {
    .status(429, headers: retryAfter.map { [("Retry-After", $0)] } ?? [])
  }

  /// A redirect, which no client may follow.
  package static func redirect(_ status: Int = 302, to location: String) -> ScriptedAnswer {
    .status(status, headers: [("Location", location)])
  }
}

/// A response that a test makes up.
package struct ScriptedResponse: Sendable, Equatable {
  package struct Header: Sendable, Equatable {
    package var name: String
    package var value: String
  }

  package var status: Int
  package var headers: [Header]
  /// Nil: a JSON error for a failure, `{}` for a success.
  package var body: [UInt8]?
  /// Whether the message is stored; nil: where the status says success.
  package var stores: Bool?
  /// Waited before the status line.
  package var delay: Duration
  /// Waited in the middle of the body.
  package var bodyDelay: Duration
  /// Closes after so many bytes of the body, though `Content-Length` promises all.
  package var cutAfter: Int?

  package init(
    status: Int = 200,
    headers: [(String, String)] = [],
    body: [UInt8]? = nil,
    stores: Bool? = nil,
    delay: Duration = .zero,
    bodyDelay: Duration = .zero,
    cutAfter: Int? = nil
  ) {
    self.status = status
    self.headers = headers.map { Header(name: $0.0, value: $0.1) }
    self.body = body
    self.stores = stores
    self.delay = delay
    self.bodyDelay = bodyDelay
    self.cutAfter = cutAfter
  }
}
