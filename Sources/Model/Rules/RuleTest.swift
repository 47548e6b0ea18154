/// A test that a rule file brings along: lines and command outputs in, alerts and messages out, over virtual time.
package struct RuleTest: Sendable, Equatable {
  /// A line that arrives, or several equal ones at the same moment.
  package struct Line: Sendable, Equatable {
    /// From ``RuleTest/start``.
    package var offset: Duration
    package var count: Int
    package var text: String

    package init(offset: Duration, count: Int = 1, text: String) {
      self.offset = offset
      self.count = count
      self.text = text
    }
  }

  /// What a metric's command prints from a moment on, until the next one.
  package struct Output: Sendable, Equatable {
    package var offset: Duration
    package var text: String
    package var exit: Int

    package init(offset: Duration, text: String, exit: Int = 0) {
      self.offset = offset
      self.text = text
      self.exit = exit
    }
  }

  /// An alert that is to be firing; the labels are a part of those that it has.
  package struct Firing: Sendable, Equatable {
    package var alert: AlertName
    package var labels: Labels

    package init(alert: AlertName, labels: Labels = [:]) {
      self.alert = alert
      self.labels = labels
    }
  }

  /// What a hook is to get; each part that is given must hold.
  package struct Messages: Sendable, Equatable {
    package var hook: HookName
    package var count: Int?
    /// Texts that must each be in one of the messages.
    package var contain: [String]

    package init(hook: HookName, count: Int? = nil, contain: [String] = []) {
      self.hook = hook
      self.count = count
      self.contain = contain
    }
  }

  package enum Expectation: Sendable, Equatable {
    /// The whole set of alerts that fire at a moment.
    case firing(at: Duration, [Firing])
    /// The messages of a hook over the whole test, or up to a moment.
    case messages(until: Duration?, Messages)
  }

  package var name: String
  package var start: Instant
  package var lines: [SourceName: [Line]]
  package var commands: [MetricName: [Output]]
  package var expect: [Expectation]
  /// Where it stands: path, and line from 1.
  package var file: String
  package var line: Int

  package init(
    name: String,
    start: Instant,
    lines: [SourceName: [Line]] = [:],
    commands: [MetricName: [Output]] = [:],
    expect: [Expectation] = [],
    file: String,
    line: Int
  ) {
    self.name = name
    self.start = start
    self.lines = lines
    self.commands = commands
    self.expect = expect
    self.file = file
    self.line = line
  }
}
