/// A report at set times (rules.md, section 2).
package struct SummaryDefinition: Sendable, Equatable {
  package var name: SummaryName
  package var schedule: Schedule
  /// What it looks back over.
  package var period: Duration
  /// Nil: the root route's hook.
  package var hook: HookName?
  package var user: String?
  package var sections: [SectionDefinition]

  package init(
    name: SummaryName,
    schedule: Schedule,
    period: Duration = .days(1),
    hook: HookName? = nil,
    user: String? = nil,
    sections: [SectionDefinition]
  ) {
    self.name = name
    self.schedule = schedule
    self.period = period
    self.hook = hook
    self.user = user
    self.sections = sections
  }
}

/// One section of a summary.
package enum SectionDefinition: Sendable, Equatable {
  case value(ValueSection)
  case top(TopSection)
  case alerts(title: String)

  /// The present value of a metric.
  package struct ValueSection: Sendable, Equatable {
    package enum Unit: String, Sendable, Equatable, CaseIterable {
      case none, percent, bytes, seconds
    }

    package var title: String
    package var metric: MetricName
    package var matchers: [Matcher]
    package var unit: Unit

    package init(title: String, metric: MetricName, matchers: [Matcher] = [], unit: Unit = .none) {
      self.title = title
      self.metric = metric
      self.matchers = matchers
      self.unit = unit
    }
  }

  /// The most frequent values of a capture among the lines that match.
  package struct TopSection: Sendable, Equatable {
    package var title: String
    package var source: SourceName
    package var match: [String]
    package var by: String
    package var count: Int

    package init(title: String, source: SourceName, match: [String], by: String, count: Int = 5) {
      self.title = title
      self.source = source
      self.match = match
      self.by = by
      self.count = count
    }
  }
}
