import Daemon
import Messages
import Model

/// Posts one message without the daemon, for `fleepd send` where none runs.
struct DirectPost {
  let hook: HookDefinition

  /// One request: without a daemon there is no outbox to wait in.
  func post(_ message: ControlRequest.Message) async -> SendOutcome {
    let body = MessageBody(text: message.text, user: message.user ?? hook.user, files: message.files)
    switch await CurlCarrier().carry(body, to: hook) {
    case .delivered: return .posted
    case .failed(let fault, _), .refused(let fault), .tooLarge(let fault), .gone(let fault):
      return .refused(reason: "hook \(hook.name): \(fault)")
    case .unknown(let fault):
      return .refused(reason: "hook \(hook.name): \(fault); the message may have arrived all the same")
    }
  }
}
