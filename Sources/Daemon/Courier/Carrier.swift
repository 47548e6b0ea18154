import Delivery
package import Messages
package import Model

/// What makes the request to a hook: libcurl in earnest, standard output in a dry run.
package protocol Carrier: Sendable {
  /// Carries a message to a hook and says what came of it; never throws, since every outcome is a value.
  func carry(_ body: MessageBody, to hook: HookDefinition) async -> PostOutcome
}
