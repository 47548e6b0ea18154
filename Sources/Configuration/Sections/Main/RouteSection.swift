import Model

/// A node of the routing tree as it is written: what is nil is its parent's.
struct RouteNode {
  var matchers: [Matcher]
  var hook: HookName?
  var grouping: RouteDefinition.Grouping?
  var groupWait: Duration?
  var groupInterval: Duration?
  var repeatInterval: Duration?
  var muteTimeIntervals: [String]
  var activeTimeIntervals: [String]
  var continues: Bool
  var escalation: RouteDefinition.Escalation?
  var routes: [RouteNode]

  /// The node with what it inherits; nil where a root has no hook.
  func inherited(from parent: RouteDefinition? = nil) -> RouteDefinition? {
    guard let hook = hook ?? parent?.hook else { return nil }
    let root = RouteDefinition(hook: hook)
    var route = RouteDefinition(
      matchers: matchers,
      hook: hook,
      grouping: grouping ?? (parent ?? root).grouping,
      groupWait: groupWait ?? (parent ?? root).groupWait,
      groupInterval: groupInterval ?? (parent ?? root).groupInterval,
      repeatInterval: repeatInterval ?? (parent ?? root).repeatInterval,
      muteTimeIntervals: muteTimeIntervals,
      activeTimeIntervals: activeTimeIntervals,
      continues: continues,
      escalation: escalation ?? parent?.escalation
    )
    route.routes = routes.compactMap { $0.inherited(from: route) }
    return route
  }
}

/// A node of Alertmanager's routing tree: an alert goes to the first child that matches.
///
/// Where that one says `continue`, to the next ones as well.
enum RouteSection: Section {
  static let title = "route"

  static let hook = Key<HookName>("hook", .reference(to: .hook), "Where the alerts go; the root needs one.")
  static let matchers = Key(
    "matchers",
    .list(of: .matcher),
    "All must hold: `name=\"value\"`, `!=`, `=~`, `!~`. Not at the root, which takes every alert."
  )
  static let groupBy = Key(
    "group_by",
    .grouping,
    "Alerts with the same values of these labels make one message; `['...']`: each alert is one of its own. At the root without it: `[alert]`."
  )
  static let groupWait = Key(
    "group_wait",
    .duration,
    "How long a new group waits for more alerts. At the root without it: 30s."
  )
  static let groupInterval = Key(
    "group_interval",
    .positiveDuration,
    "How long changes of a group that was told wait. At the root without it: 5m."
  )
  static let repeatInterval = Key(
    "repeat_interval",
    .positiveDuration,
    "When a group that did not change is told again. At the root without it: 4h."
  )
  static let muteTimeIntervals = Key(
    "mute_time_intervals",
    .list(of: .timeIntervalReference),
    "Nothing is sent at these times."
  )
  static let activeTimeIntervals = Key(
    "active_time_intervals",
    .list(of: .timeIntervalReference),
    "Something is sent only at these times."
  )
  static let continues = Setting("continue", .flag, default: "false", "Look at the next siblings too.")
  static let escalation = Key(
    "escalation",
    .section(EscalationSection.self),
    "Another hook that is told when nobody acknowledges in time."
  )
  static let routes = Key<[RouteNode]>(
    "routes",
    .list(of: Shape(form: .section(RouteSection.self)) { node, loading in RouteSection.read(node, loading) }),
    "The children, which inherit what they do not say."
  )

  static let keys: [any DescribedKey] = [
    hook, matchers, groupBy, groupWait, groupInterval, repeatInterval, muteTimeIntervals, activeTimeIntervals,
    continues, escalation, routes,
  ]

  static func decode(_ mapping: Mapping<Self>) -> RouteNode? {
    RouteNode(
      matchers: mapping[matchers] ?? [],
      hook: mapping[hook],
      grouping: mapping[groupBy],
      groupWait: mapping[groupWait],
      groupInterval: mapping[groupInterval],
      repeatInterval: mapping[repeatInterval],
      muteTimeIntervals: mapping[muteTimeIntervals] ?? [],
      activeTimeIntervals: mapping[activeTimeIntervals] ?? [],
      continues: mapping[continues],
      escalation: mapping[escalation],
      routes: mapping[routes] ?? []
    )
  }

  /// The root: it takes every alert at any time, so it has no conditions.
  static let root = Shape<RouteDefinition>(form: .section(RouteSection.self)) { node, loading in
    guard let mapping = Mapping<RouteSection>(node, name: "", loading: loading) else { return nil }
    mapping.refuse(
      [matchers, muteTimeIntervals, activeTimeIntervals, continues],
      because: "cannot stand at the root, which takes every alert: use a child"
    )
    if !mapping.has(hook) { mapping.error("the root route needs 'hook'") }
    return decode(mapping)?.inherited()
  }
}

/// Who is told when nobody acknowledges.
enum EscalationSection: Section {
  static let title = "escalation"

  static let hook = Key<HookName>("hook", .reference(to: .hook), required: true, "The other hook.")
  static let after = Key(
    "after",
    .positiveDuration,
    required: true,
    "How long an alert may go without acknowledgement."
  )

  static let keys: [any DescribedKey] = [hook, after]

  static func decode(_ mapping: Mapping<Self>) -> RouteDefinition.Escalation? {
    guard let hook = mapping[hook], let after = mapping[after] else { return nil }
    return RouteDefinition.Escalation(hook: hook, after: after)
  }
}
