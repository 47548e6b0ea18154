package import Messages
package import Model

/// Shows messages instead of posting them: for `fleepd run --dry-run`.
package struct PrintingCarrier: Carrier {
  private let print: @Sendable (String) -> Void

  package init(print: @escaping @Sendable (String) -> Void) {
    self.print = print
  }

  package func carry(_ body: MessageBody, to hook: HookDefinition) async -> PostOutcome {
    var text = "--- to \(hook.name)" + (body.user.map { ", as \($0)" } ?? "") + "\n\(body.text)\n"
    for file in body.files { text += "(with the file \(file.name), \(file.type))\n" }
    print(text)
    return .delivered
  }

  /// Who watches the real daemon must not take this one for it.
  package func call(_ heartbeat: HeartbeatDefinition) async -> PostFault? { nil }
}
