package import Model

/// What the engine wants done.
package enum Effect: Sendable, Equatable {
  case notify(Notification)
  case summarize(SummaryReport)
  /// Something about a silence that people should read.
  case silence(SilenceNotice)
  /// Something is wrong with a rule; told once until it ended.
  case fault(RuleFault)
}

/// A step in a silence's life that is told on a hook.
package struct SilenceNotice: Sendable, Equatable {
  package enum Step: Sendable, Equatable {
    /// It ends soon, and alerts that it silences are firing.
    case endsSoon
    /// It ended; its alerts that are still firing are told again by themselves.
    case ended
    /// It ended and never silenced anything.
    case endedUnused
  }

  package var hook: HookName
  package var silence: Silence
  package var step: Step
  /// How many firing alerts it silences, or silenced until now.
  package var firing: Int

  package init(hook: HookName, silence: Silence, step: Step, firing: Int) {
    self.hook = hook
    self.silence = silence
    self.step = step
    self.firing = firing
  }
}

/// What is wrong with a rule at run time.
package struct RuleFault: Sendable, Equatable {
  package enum Kind: Sendable, Equatable {
    /// The rule has as many keys as it may: each line with a new one displaces the oldest, or is left out.
    case tooManyKeys(limit: Int)
    /// All rules together have as many keys as they may, and the rule has its share of them: the same for each new one.
    case noCommonRoom(total: Int)
    /// There is room for new keys again; so many lines met none.
    case keysFitAgain(lines: Int)
  }

  /// The alert, metric or summary.
  package var rule: String
  package var kind: Kind

  package init(rule: String, kind: Kind) {
    self.rule = rule
    self.kind = kind
  }
}
