package import Model

/// What a replay says about the rules, beside the messages themselves.
package struct ReplayFindings: Sendable, Encodable {
  /// What came of one rule.
  package struct Rule: Sendable, Encodable, Equatable {
    package var name: RuleName
    /// Lines that it matched.
    package var lines = 0
    /// How often one of its alerts fired.
    package var fired = 0
    /// Messages to a hook, before batching and merging, that told of it.
    package var notifications = 0
    /// How often an alert fired again within an hour of its end.
    package var flaps = 0
  }

  /// When alerts came faster than anybody reads.
  package struct Storm: Sendable, Encodable, Equatable {
    package var hook: HookName
    package var began: Instant
    /// Nil: it was on at the end.
    package var ended: Instant?
    package var alerts = 0
    /// The rule with most of its alerts.
    package var cause: RuleName?
    package var causeAlerts = 0
  }

  package var lines = 0
  /// Of text, decompressed.
  package var bytes = 0
  /// The times of the first and the last line that a rule saw.
  package var first: Instant?
  package var last: Instant?
  package var messages = 0
  /// The noisiest first.
  package var rules: [Rule] = []
  package var storms: [Storm] = []
  /// The few rules that are most of what was told.
  package var noisy: [RuleName] = []
  /// Rules whose alerts come and go.
  package var flapping: [RuleName] = []
  /// Rules that matched no line, though lines of their source were read.
  package var dead: [String] = []
  /// Rules on sources that were not read, or on commands, which no log can replay.
  package var unread: [String] = []
  /// Rules that met more keys than they may remember.
  package var overflowing: [String] = []
}
