import Model

/// A rule on lines with all that its alerts need to know, worked out once.
struct LineRule: Sendable {
  /// What makes a waiting alert fire.
  enum Trigger: Sendable {
    /// So many lines within the window; without one, however far apart.
    case lines(Int, within: Duration?)
    /// No line for so long.
    case absence(Duration)
    /// Another line that does not come; the fields are those whose text it must repeat.
    case missing(within: Duration, repeating: [String])
    /// Values that were not seen for so long.
    case novelty(remember: Duration)
  }

  let id: RuleName
  let name: AlertName
  let source: SourceName
  let trigger: Trigger
  /// The fields whose values make an alert of their own, each also a label.
  let by: [String]
  let pendingFor: Duration
  let resolveAfter: Duration?
  /// Another line ends the alert: it does not end for lack of lines.
  let resolvesByLine: Bool
  /// The fields whose text a resolving line must repeat.
  let resolveRepeats: [String]
  let window: Duration?
  let labels: [(name: String, value: Interpolation)]
  let annotations: [String: String]
  let externalLabels: Labels

  init(_ definition: AlertDefinition, _ condition: LineCondition, externalLabels: Labels) {
    id = definition.rule
    name = definition.name
    source = condition.source
    if let absentFor = condition.absentFor {
      trigger = .absence(absentFor)
    } else if let expectation = condition.expectation {
      trigger = .missing(within: expectation.within, repeating: expectation.without.fields)
    } else if let novelty = condition.novelty {
      trigger = .novelty(remember: novelty.remember)
    } else {
      trigger = .lines(max(1, condition.threshold), within: condition.window)
    }
    var by = condition.by
    for capture in condition.novelty?.captures ?? [] where !by.contains(capture) { by.append(capture) }
    self.by = by
    pendingFor = definition.pendingFor
    resolveAfter = condition.resolveAfter
    resolvesByLine = !condition.resolve.isEmpty
    resolveRepeats = condition.resolve.flatMap(\.fields)
    window = condition.window
    labels = definition.labels.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    annotations = LineRule.summary(trigger).merging(definition.annotations) { $1 }
    self.externalLabels = externalLabels
  }

  /// What the alert says by itself: the last line says little where the fault is that another did not come.
  private static func summary(_ trigger: Trigger) -> [String: String] {
    switch trigger {
    case .lines, .novelty: [:]
    case .absence(let absentFor): ["summary": "nothing has matched for \(absentFor.spoken)"]
    case .missing(let within, _): ["summary": "nothing followed within \(within.spoken): {{line}}"]
    }
  }

  /// How long an alert that no line and no `resolve_after` ends stays without further lines.
  var quiet: Duration { max(window ?? .zero, .minutes(15)) }

  /// Whether something of an alert must be remembered after it ended: when a line came, or that a value was seen.
  var outlivesEpisodes: Bool {
    switch trigger {
    case .lines, .missing: false
    case .absence, .novelty: true
    }
  }

  /// The key of the alert that a line with these fields belongs to.
  func key(_ fields: [String: String]) -> String {
    by.map { LineText.keyPart(fields[$0] ?? "") }.joined(separator: "\u{1F}")
  }

  /// The labels of an alert: the rule's own win over captures, captures over those of the whole installation.
  func labels(_ fields: [String: String]) -> Labels {
    var all = externalLabels
    for name in by { all[name] = LineText.cut(fields[name] ?? "", to: LineText.fieldLength) }
    for label in labels {
      all[label.name] = LineText.cut(label.value.filled { fields[$0] }, to: LineText.fieldLength)
    }
    all["alert"] = name.text
    return all
  }
}
