import Daemon
import Messages
import Model

/// Posts one message without the daemon, for `fleepd send` where none runs.
struct DirectPost {
  let hook: HookDefinition
  let renderer: MessageRenderer

  /// One request for each part of the message: without a daemon there is no outbox to wait in.
  func post(_ message: ControlRequest.Message) async -> SendOutcome {
    let now = SystemTime().now()
    let parts = renderer.items(text: message.text, user: message.user, files: message.files, hook: hook, now: now)
    let carrier = CurlCarrier()
    for (index, part) in parts.enumerated() {
      let post = Post(hook: hook.name, items: [part], form: .whole, mayBeRepeat: false, created: now)
      let outcome = await carrier.carry(renderer.body(of: post, hook: hook, now: now), to: hook)
      guard let reason = reason(outcome) else { continue }
      let posted = index > 0 ? "; \(index) of \(parts.count) parts were posted" : ""
      let unqueued = "not queued either, since fleepd is not running"
      return .refused(reason: "not posted, and \(unqueued): hook \(hook.name): \(reason)\(posted)")
    }
    return .posted
  }

  /// Why a part was not posted; nil: it was.
  private func reason(_ outcome: PostOutcome) -> String? {
    switch outcome {
    case .delivered: nil
    case .failed(let fault, _), .refused(let fault), .tooLarge(let fault), .gone(let fault): "\(fault)"
    case .unknown(let fault): "\(fault); the message may have arrived all the same"
    }
  }
}
