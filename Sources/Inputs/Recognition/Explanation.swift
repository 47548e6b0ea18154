package import Model

/// What the rules make of one line (`fleepd explain`).
package struct Explanation: Sendable, Equatable {
  /// What one rule makes of it.
  package struct Rule: Sendable, Equatable {
    package var target: LineEvent.Target
    package var outcome: Outcome
  }

  package enum Outcome: Sendable, Equatable {
    /// The rule sees the line. No pattern: it sees every line of the source.
    case sees(pattern: String?, fields: [String: String])
    /// None of its patterns matches.
    case noMatch
    /// A pattern matches, and so does one of `unless`.
    case exempt(pattern: String?, unless: String)
    /// A pattern matches, and the fields do not meet the condition.
    case conditionNotMet(pattern: String?, fields: [String: String])
  }

  /// The fields that the source's `parse` gives.
  package var fields: [String: String]
  /// The event time.
  package var time: Instant
  /// In the order of the rules.
  package var rules: [Rule]
}
