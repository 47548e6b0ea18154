/// A node of Alertmanager's routing tree, its settings already inherited from its parents.
package struct RouteDefinition: Sendable, Equatable {
  package enum Grouping: Sendable, Equatable {
    /// Alerts with the same values of these labels make one message.
    case by([String])
    /// `['...']`: every alert is a group of its own.
    case none
  }

  package var matchers: [Matcher]
  package var hook: HookName
  package var grouping: Grouping
  package var groupWait: Duration
  package var groupInterval: Duration
  package var repeatInterval: Duration
  package var muteTimeIntervals: [String]
  package var activeTimeIntervals: [String]
  /// Look at the following siblings too.
  package var continues: Bool
  package var escalation: Escalation?
  package var routes: [RouteDefinition]

  /// Another hook that is told when nobody acknowledges in time.
  package struct Escalation: Sendable, Equatable {
    package var hook: HookName
    package var after: Duration

    package init(hook: HookName, after: Duration) {
      self.hook = hook
      self.after = after
    }
  }

  package init(
    matchers: [Matcher] = [],
    hook: HookName,
    grouping: Grouping = .by(["alert"]),
    groupWait: Duration = .seconds(30),
    groupInterval: Duration = .minutes(5),
    repeatInterval: Duration = .hours(4),
    muteTimeIntervals: [String] = [],
    activeTimeIntervals: [String] = [],
    continues: Bool = false,
    escalation: Escalation? = nil,
    routes: [RouteDefinition] = []
  ) {
    self.matchers = matchers
    self.hook = hook
    self.grouping = grouping
    self.groupWait = groupWait
    self.groupInterval = groupInterval
    self.repeatInterval = repeatInterval
    self.muteTimeIntervals = muteTimeIntervals
    self.activeTimeIntervals = activeTimeIntervals
    self.continues = continues
    self.escalation = escalation
    self.routes = routes
  }
}

/// While an alert that the source matchers take is firing, alerts that the target matchers take are not told.
package struct InhibitionDefinition: Sendable, Equatable {
  package var source: [Matcher]
  package var target: [Matcher]
  /// Labels whose values must be the same on both sides; absent is empty.
  package var equal: [String]

  package init(source: [Matcher], target: [Matcher], equal: [String] = []) {
    self.source = source
    self.target = target
    self.equal = equal
  }
}

/// A named set of times of the week and year, as Alertmanager has them; any of its parts is enough.
package struct TimeIntervalDefinition: Sendable, Equatable {
  /// All that is given must hold; an empty list holds always.
  package struct Part: Sendable, Equatable {
    /// Minutes of the day, start inclusive, end exclusive (1440 is the day's end); over midnight where start > end.
    package struct Times: Sendable, Equatable {
      package var startMinute: Int
      package var endMinute: Int

      package init(startMinute: Int, endMinute: Int) {
        self.startMinute = startMinute
        self.endMinute = endMinute
      }
    }

    package var times: [Times]
    /// 0 is Sunday.
    package var weekdays: [ClosedRange<Int>]
    /// 1 to 31; negative counts from the month's end.
    package var daysOfMonth: [ClosedRange<Int>]
    package var months: [ClosedRange<Int>]
    package var years: [ClosedRange<Int>]
    /// An IANA zone; nil: the system's.
    package var location: String?

    package init(
      times: [Times] = [],
      weekdays: [ClosedRange<Int>] = [],
      daysOfMonth: [ClosedRange<Int>] = [],
      months: [ClosedRange<Int>] = [],
      years: [ClosedRange<Int>] = [],
      location: String? = nil
    ) {
      self.times = times
      self.weekdays = weekdays
      self.daysOfMonth = daysOfMonth
      self.months = months
      self.years = years
      self.location = location
    }
  }

  package var name: String
  package var parts: [Part]

  package init(name: String, parts: [Part]) {
    self.name = name
    self.parts = parts
  }
}
