extension AlertDefinition {
  /// The rule's name where others may be about the same alert, as `HighCPU{severity="critical"}`.
  ///
  /// It does not depend on the others, so that what is remembered of a rule stays its own when they come, go or change places. Prometheus too
  /// knows its rules by name and labels when it loads them anew.
  package var nameWithLabels: RuleName {
    let labels = Labels(labels.mapValues(\.description))
    return RuleName(labels.isEmpty ? name.text : name.text + labels.description)
  }
}

extension [AlertDefinition] {
  /// The rules in their order, each with a ``AlertDefinition/rule`` that no other has: a number tells those that have the same.
  package var distinguished: [AlertDefinition] {
    var taken: Set<RuleName> = []
    return map { definition in
      var definition = definition
      let name = definition.rule
      var number = 2
      while !taken.insert(definition.rule).inserted {
        definition.rule = RuleName("\(name)#\(number)")
        number += 1
      }
      return definition
    }
  }
}
