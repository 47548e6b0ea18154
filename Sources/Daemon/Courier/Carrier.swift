import Delivery
package import Messages
package import Model

/// What makes requests: libcurl in earnest; in a dry run nothing leaves the machine.
package protocol Carrier: Sendable {
  /// Carries a message to a hook and says what came of it; never throws, since every outcome is a value.
  func carry(_ body: MessageBody, to hook: HookDefinition) async -> PostOutcome

  /// Calls a heartbeat's address; gives what went wrong.
  func call(_ heartbeat: HeartbeatDefinition) async -> PostFault?
}
