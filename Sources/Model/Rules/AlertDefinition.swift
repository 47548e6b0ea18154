/// What makes an alert fire, and what it says (rules.md, section 2).
package struct AlertDefinition: Sendable, Equatable {
  package enum Condition: Sendable, Equatable {
    case lines(LineCondition)
    case metric(MetricCondition)
  }

  package var name: AlertName
  /// The alert's name, with the labels where other rules may be about the same alert: see ``nameWithLabels``.
  package var rule: RuleName
  package var condition: Condition
  /// How long the condition must hold before the alert fires.
  package var pendingFor: Duration
  /// How long an alert keeps firing after its condition ended.
  package var keepFiringFor: Duration
  package var labels: [String: Interpolation]
  /// Mustache templates by name (`summary`, `description`, `runbook_url`).
  package var annotations: [String: String]

  package init(
    name: AlertName,
    rule: RuleName? = nil,
    condition: Condition,
    pendingFor: Duration = .zero,
    keepFiringFor: Duration = .zero,
    labels: [String: Interpolation] = [:],
    annotations: [String: String] = [:]
  ) {
    self.name = name
    self.rule = rule ?? RuleName(name.text)
    self.condition = condition
    self.pendingFor = pendingFor
    self.keepFiringFor = keepFiringFor
    self.labels = labels
    self.annotations = annotations
  }
}

/// A condition on the lines of one source.
///
/// Patterns are PCRE2.
package struct LineCondition: Sendable, Equatable {
  /// The second line that must come, else the alert fires.
  package struct Expectation: Sendable, Equatable {
    /// A pattern with `{{capture}}` places, which stand for the captured text literally.
    package var without: Interpolation
    package var within: Duration

    package init(without: Interpolation, within: Duration) {
      self.without = without
      self.within = within
    }
  }

  /// Fires the first time that a combination of captures is seen.
  package struct Novelty: Sendable, Equatable {
    package var captures: [String]
    package var remember: Duration

    package init(captures: [String], remember: Duration = .days(30)) {
      self.captures = captures
      self.remember = remember
    }
  }

  package var source: SourceName
  /// Any of them; empty: every line of the source, which then has `parse`.
  package var match: [String]
  package var unless: [String]
  package var condition: FieldCondition?
  /// The captures that each make an alert of their own.
  package var by: [String]
  package var threshold: Int
  package var window: Duration?
  package var resolve: [Interpolation]
  package var resolveAfter: Duration?
  package var absentFor: Duration?
  package var expectation: Expectation?
  package var novelty: Novelty?

  package init(
    source: SourceName,
    match: [String],
    unless: [String] = [],
    condition: FieldCondition? = nil,
    by: [String] = [],
    threshold: Int = 1,
    window: Duration? = nil,
    resolve: [Interpolation] = [],
    resolveAfter: Duration? = nil,
    absentFor: Duration? = nil,
    expectation: Expectation? = nil,
    novelty: Novelty? = nil
  ) {
    self.source = source
    self.match = match
    self.unless = unless
    self.condition = condition
    self.by = by
    self.threshold = threshold
    self.window = window
    self.resolve = resolve
    self.resolveAfter = resolveAfter
    self.absentFor = absentFor
    self.expectation = expectation
    self.novelty = novelty
  }
}

/// A condition on the series of one metric.
///
/// PromQL takes the place of ``expression`` when it is built.
package struct MetricCondition: Sendable, Equatable {
  /// A series selector and, unless levels are given, a comparison with a number.
  package struct Expression: Sendable, Equatable {
    package var metric: MetricName
    package var matchers: [Matcher]
    package var comparison: FieldCondition.Comparison?
    package var limit: Double

    package init(
      metric: MetricName,
      matchers: [Matcher] = [],
      comparison: FieldCondition.Comparison? = nil,
      limit: Double = 0
    ) {
      self.metric = metric
      self.matchers = matchers
      self.comparison = comparison
      self.limit = limit
    }
  }

  /// One level of an alert that can be a warning or critical; it holds where `condition` does, over the field `value`.
  package struct Level: Sendable, Equatable {
    package var severity: String
    package var condition: FieldCondition

    package init(severity: String, condition: FieldCondition) {
      self.severity = severity
      self.condition = condition
    }
  }

  package var expression: Expression
  /// From the least to the most severe.
  package var levels: [Level]
  /// Over the field `value`; nil: cleared when no level holds.
  package var clear: FieldCondition?
  package var flapping: Bool

  package init(expression: Expression, levels: [Level] = [], clear: FieldCondition? = nil, flapping: Bool = false) {
    self.expression = expression
    self.levels = levels
    self.clear = clear
    self.flapping = flapping
  }
}
