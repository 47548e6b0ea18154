/// The data of one summary, gathered by the engine: messages turn it into text.
package struct SummaryReport: Sendable, Equatable, Codable {
  package var summary: SummaryName
  package var hook: HookName
  package var user: String?
  /// The schedule point that it is for.
  package var scheduled: Instant
  /// The end is not part of the period.
  package var period: Range<Instant>
  /// When it was made; later than ``scheduled`` after downtime.
  package var time: Instant
  package var sections: [Section]

  package init(
    summary: SummaryName,
    hook: HookName,
    user: String? = nil,
    scheduled: Instant,
    period: Range<Instant>,
    time: Instant,
    sections: [Section]
  ) {
    self.summary = summary
    self.hook = hook
    self.user = user
    self.scheduled = scheduled
    self.period = period
    self.time = time
    self.sections = sections
  }

  package enum Section: Sendable, Equatable, Codable {
    case values(title: String, unit: String, [Reading])
    /// The most frequent first; `others` counts the lines of all values that are not listed.
    case top(title: String, [Count], others: Int)
    case alerts(title: String, [Episode])
  }

  /// The present value of one series.
  package struct Reading: Sendable, Equatable, Codable {
    package var labels: Labels
    /// Nil: no value, or one too old to show.
    package var value: Double?

    package init(labels: Labels, value: Double?) {
      self.labels = labels
      self.value = value
    }
  }

  package struct Count: Sendable, Equatable, Codable {
    package var value: String
    package var count: Int

    package init(value: String, count: Int) {
      self.value = value
      self.count = count
    }
  }

  /// One time that an alert fired.
  package struct Episode: Sendable, Equatable, Codable {
    package var name: AlertName
    package var labels: Labels
    package var startsAt: Instant
    /// Nil: still firing.
    package var endsAt: Instant?
    package var count: Int

    package init(name: AlertName, labels: Labels, startsAt: Instant, endsAt: Instant?, count: Int) {
      self.name = name
      self.labels = labels
      self.startsAt = startsAt
      self.endsAt = endsAt
      self.count = count
    }
  }
}
