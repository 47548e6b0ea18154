package import Delivery
package import Engine
package import Model

/// What came of the events of a rehearsal, in order, since it was last asked.
package struct Happenings: Sendable {
  /// What happened to alerts, told or not.
  package var transitions: [(time: Instant, transition: AlertTransition)] = []
  /// What the engine wanted told.
  package var notifications: [Notification] = []
  /// What the delivery scheduler had to say: storms.
  package var reports: [(time: Instant, report: DeliveryReport)] = []
  /// What is wrong with rules.
  package var faults: [RuleFault] = []
  /// The messages.
  package var told: [ToldMessage] = []
}
