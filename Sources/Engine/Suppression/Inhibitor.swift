import Model

/// Which alerts are not told because of others that are firing.
struct Inhibitor: Sendable {
  private struct Rule: Sendable {
    let source: LabelMatchers
    let target: LabelMatchers
    let equal: [String]
    /// The firing alerts on the source side, by the labels that must be equal.
    var sources: [Labels: [AlertID: Labels]] = [:]
    /// Where each of them is, to take it out again.
    var places: [AlertID: Labels] = [:]
  }

  private var rules: [Rule]

  init(_ definitions: [InhibitionDefinition]) {
    rules = definitions.map { definition in
      Rule(
        source: LabelMatchers(definition.source),
        target: LabelMatchers(definition.target),
        equal: definition.equal.map(LabelMatchers.labelName)
      )
    }
  }

  mutating func apply(_ change: AlertChange) {
    switch change {
    case .fired(let id, let alert), .changed(let id, let alert):
      remove(id)
      add(id, alert.labels)
    case .resolved(let id, _), .ended(let id, _):
      remove(id)
    case .flapping, .steady:
      break
    }
  }

  mutating func add(_ id: AlertID, _ labels: Labels) {
    for index in rules.indices where rules[index].source.match(labels) {
      let place = labels.only(rules[index].equal)
      rules[index].sources[place, default: [:]][id] = labels
      rules[index].places[id] = place
    }
  }

  /// A firing alert that inhibits one with these labels, the first by rule and name.
  func source(for labels: Labels) -> AlertID? {
    for rule in rules where rule.target.match(labels) {
      guard let sources = rule.sources[labels.only(rule.equal)] else { continue }
      // Whatever matches both sides is inhibited only by what matches the source side alone: nothing inhibits itself.
      let isOnBothSides = rule.source.match(labels)
      let ids = sources.filter { !isOnBothSides || !rule.target.match($0.value) }.keys
      if let first = ids.min() { return first }
    }
    return nil
  }

  private mutating func remove(_ id: AlertID) {
    for index in rules.indices {
      guard let place = rules[index].places.removeValue(forKey: id) else { continue }
      rules[index].sources[place]?[id] = nil
      if rules[index].sources[place]?.isEmpty ?? false { rules[index].sources[place] = nil }
    }
  }
}
