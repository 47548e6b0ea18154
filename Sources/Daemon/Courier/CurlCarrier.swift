import Delivery
import FleepHooks
package import Messages
package import Model

/// Carries messages to Fleep, with libcurl.
package struct CurlCarrier: Carrier {
  private let transport: HookTransport

  package init(warn: @escaping @Sendable (HookName, PostFault) -> Void = { _, _ in }) {
    transport = HookTransport(version: Version.text, warn: warn)
  }

  package func carry(_ body: MessageBody, to hook: HookDefinition) async -> PostOutcome {
    await transport.post(HookMessage(body).encoded(), to: hook)
  }

  package func call(_ heartbeat: HeartbeatDefinition) async -> PostFault? { await transport.call(heartbeat) }
}

extension HookMessage {
  fileprivate init(_ body: MessageBody) {
    self.init(text: body.text, user: body.user, files: body.files.map(HookFile.init))
  }
}

extension HookFile {
  fileprivate init(_ attachment: Attachment) {
    let content: Content =
      switch attachment.content {
      case .bytes(let bytes): .bytes(bytes)
      case .file(let path): .file(path: path)
      }
    self.init(name: attachment.name, contentType: attachment.type, content: content)
  }
}
