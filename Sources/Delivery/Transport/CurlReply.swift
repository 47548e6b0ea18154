import CCurl
import FleepHooks
import FoundationEssentials
import Model

/// What libcurl knows of a request that is over.
struct CurlReply: Sendable {
  /// What a request is about until its answer comes.
  enum Stage: Sendable {
    case name
    case connection
    /// TLS, and a proxy's part in it.
    case handshake
    case request
  }

  var code: CURLcode
  /// What it was about when it ended.
  var stage = Stage.name
  /// The system's reason for there being no connection; 0: none is known.
  var systemError: Int32 = 0
  /// The connection may have been one to a proxy: libcurl does not say whether `no_proxy` made an exception.
  var mayBeProxy = false
  /// What a proxy answered when it was asked for a tunnel; 0: nothing.
  var proxyStatus = 0
  /// The last HTTP status; 0: no answer was seen.
  var status = 0
  /// Bytes of the body that left this machine, and how many there were; -1: nobody knows.
  var sent: Int64 = 0
  var length: Int64 = 0
  var retryAfter: Int64 = 0
  /// The beginning of the answer's body.
  var body: [UInt8] = []

  /// A success that Fleep's pages do not know of: they say 200.
  var oddity: PostFault? {
    guard (201..<300).contains(status) else { return nil }
    return PostFault(status: status, detail: "taken as posted, though Fleep answers 200")
  }

  /// What it means for the post, without a hook's key in the fault, even where the answer repeats it.
  func outcome(keys: [String]) -> PostOutcome {
    switch status {
    // The status line decides, whatever became of the rest of the answer.
    case 200..<300:
      return .delivered
    case 300..<400:
      return .failed(PostFault(status: status, detail: "a redirect, which is not followed"), retryAfter: nil)
    case 401, 403, 404, 410:
      return .gone(fault(keys))
    case 408, 425, 429, 500...:
      let wait = retryAfter > 0 ? Duration.seconds(min(retryAfter, 86_400)) : nil
      return .failed(fault(keys), retryAfter: wait)
    case 413:
      return .tooLarge(fault(keys))
    case 400..<500:
      return .refused(fault(keys))
    default:
      let fault = PostFault(detail: silence)
      return wasSent ? .unknown(fault) : .failed(fault, retryAfter: nil)
    }
  }

  /// What went wrong with a call whose answer's body is of no interest, and may hold anything.
  var callFault: PostFault? {
    switch status {
    case 200..<300: nil
    case 1...: PostFault(status: status, detail: "not taken")
    default: PostFault(detail: silence)
    }
  }

  /// Whether the whole body left this machine, on this connection or on a kept one that ended under the request: then libcurl
  /// wants to send it again, cannot, and says so.
  var wasSent: Bool {
    code == CURLE_SEND_FAIL_REWIND || (length >= 0 ? sent >= length : sent > 0)
  }

  private func fault(_ keys: [String]) -> PostFault {
    struct Answer: Decodable {
      var error_id: String?
      var error_message: String?
    }
    let answer = try? JSONDecoder().decode(Answer.self, from: Data(body))
    let said = [answer?.error_id, answer?.error_message].compactMap { $0 }.joined(separator: ", ")
    let line = said.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : Character($0) }
    let detail = HookKey.redact(in: String(line.prefix(200)), keys: keys)
    return PostFault(status: status, detail: detail.isEmpty ? CurlReply.phrase(status) : detail)
  }

  private static func phrase(_ status: Int) -> String {
    switch status {
    case 400: "the message was not understood"
    case 401, 403: "not allowed"
    case 404: "no such hook"
    case 410: "the hook is gone"
    case 413: "too large"
    case 429: "too many messages"
    case 500...: "the server failed"
    default: "refused"
    }
  }
}
