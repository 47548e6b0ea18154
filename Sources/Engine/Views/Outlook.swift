package import Model

/// What a line that a rule sees does to the alert that it is about, and where that would be told: `fleepd explain`.
///
/// It knows the rules alone, not what came before the line.
package struct Outlook: Sendable, Equatable {
  package enum Step: Sendable, Equatable {
    /// One of so many lines, within a time where there is a window, that make the alert fire.
    case counts(of: Int, within: Duration?)
    /// The alert fires unless another line follows in time.
    case awaits(within: Duration)
    /// The alert fires when no further line comes for so long, and ends where it fires.
    case postpones(by: Duration)
    /// The alert fires unless its values were seen within that time.
    case isNew(unlessWithin: Duration)
    /// Alerts that have these labels and fields end, or do not fire at all.
    case ends([String: String])
  }

  /// A route that takes the alert.
  package struct Path: Sendable, Equatable {
    package var route: String
    package var hook: HookName
    package var groupLabels: Labels
    /// How long the first message waits for more alerts.
    package var wait: Duration
    /// The time interval that mutes the route at the line's time.
    package var mutedBy: String?
    /// The time intervals outside of which the route tells nothing, where the line's time is.
    package var inactiveOutside: [String]
    /// Who else is told, after which time without acknowledgement.
    package var escalation: RouteDefinition.Escalation?
  }

  package var step: Step
  /// The labels that the alert has when it fires by this line.
  package var labels: Labels
  /// How long it is pending before it fires.
  package var pendingFor: Duration
  /// Empty for a line that ends alerts.
  package var routes: [Path]
  /// The inhibitions that keep the alert from being told while an alert on their source side is firing.
  package var inhibitions: [InhibitionDefinition]
}

extension Engine {
  /// What a hit does to an alert; nil for one that is about none.
  package static func outlook(of hit: LineEvent.Hit, at time: Instant, rules: RuleSet) -> Outlook? {
    switch hit.target {
    case .alert(let name):
      guard let rule = lineRule(name, rules) else { return nil }
      let labels = rule.labels(hit.fields)
      return Outlook(
        step: rule.trigger.step,
        labels: labels,
        pendingFor: rule.pendingFor,
        routes: paths(for: labels, at: time, rules),
        inhibitions: rules.inhibitions.filter { LabelMatchers($0.target).match(labels) }
      )
    case .resolve(let name):
      return lineRule(name, rules).map { ending(hit, $0, repeating: $0.resolveRepeats) }
    case .arrival(let name):
      guard let rule = lineRule(name, rules), case .missing(_, let repeating) = rule.trigger else { return nil }
      return ending(hit, rule, repeating: repeating)
    case .metric, .section:
      return nil
    }
  }

  private static func lineRule(_ name: RuleName, _ rules: RuleSet) -> LineRule? {
    for definition in rules.alerts where definition.rule == name {
      if case .lines(let condition) = definition.condition {
        return LineRule(definition, condition, externalLabels: rules.externalLabels)
      }
    }
    return nil
  }

  private static func ending(_ hit: LineEvent.Hit, _ rule: LineRule, repeating names: [String]) -> Outlook {
    let fields = hit.fields.filter { (rule.by + names).contains($0.key) }
    return Outlook(step: .ends(fields), labels: [:], pendingFor: .zero, routes: [], inhibitions: [])
  }

  private static func paths(for labels: Labels, at time: Instant, _ rules: RuleSet) -> [Outlook.Path] {
    let intervals = TimeIntervals(rules.timeIntervals)
    return Route(rules.route).routes(for: labels).map { route in
      let mute = intervals.mute(of: route.definition, at: time)
      return Outlook.Path(
        route: route.key,
        hook: route.definition.hook,
        groupLabels: route.groupLabels(labels),
        wait: route.definition.groupWait,
        mutedBy: mute?.interval,
        inactiveOutside: mute?.intervals ?? [],
        escalation: route.definition.escalation
      )
    }
  }
}

extension LineRule.Trigger {
  fileprivate var step: Outlook.Step {
    switch self {
    case .lines(let count, let within): .counts(of: count, within: within)
    case .absence(let absentFor): .postpones(by: absentFor)
    case .missing(let within, _): .awaits(within: within)
    case .novelty(let remember): .isNew(unlessWithin: remember)
    }
  }
}
